-- SPDX-License-Identifier: GPL-3.0-or-later
-- A segment is lost everywhere: its entries wait again.
UPDATE entry SET segment = NULL, sent = 0 WHERE segment = ?1;
