-- SPDX-License-Identifier: GPL-3.0-or-later
-- The verified roster, in order.
SELECT n, sha256, body, signature, blob FROM team_statement ORDER BY n;
