-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where the next entry will stand after.
SELECT coalesce(max(seq), 0) FROM entry;
