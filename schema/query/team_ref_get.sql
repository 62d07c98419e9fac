-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is known of a ref.
SELECT whole, processed FROM team_ref WHERE ref = ?1;
