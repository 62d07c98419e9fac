-- SPDX-License-Identifier: GPL-3.0-or-later
-- Compartment keys, the newest generation of each first.
SELECT compartment, generation, identity FROM team_key ORDER BY compartment, generation DESC;
