-- SPDX-License-Identifier: GPL-3.0-or-later
-- Entries that the remote confirmed, or that came from it.
SELECT id FROM entry WHERE sent = 1;
