-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who asks to be admitted, the longest waiting first.
SELECT r.device, r.ed25519, r.x25519, r.name, r.made, r.arrived,
       EXISTS (SELECT 1 FROM team_wish w WHERE w.device = r.device), r.member
FROM team_request r ORDER BY r.arrived, r.device;
