-- SPDX-License-Identifier: GPL-3.0-or-later
-- Fields whose current values differ.
SELECT coalesce(sum(conflicts), 0) FROM record WHERE conflicts > 0 AND shown = 1;
