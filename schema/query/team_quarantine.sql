-- SPDX-License-Identifier: GPL-3.0-or-later
-- Everything that does not verify.
SELECT ref, path, reason, since FROM quarantine ORDER BY ref, path;
