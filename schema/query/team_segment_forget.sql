-- SPDX-License-Identifier: GPL-3.0-or-later
-- An own segment that is lost everywhere: its entries are to be sent again.
DELETE FROM segment WHERE id = ?1;
