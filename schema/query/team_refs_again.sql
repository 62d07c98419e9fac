-- SPDX-License-Identifier: GPL-3.0-or-later
-- Read every device's ref again from the start: new keys may open more.
UPDATE team_ref SET processed = '' WHERE ref LIKE 'refs/heads/device/%';
