-- SPDX-License-Identifier: GPL-3.0-or-later
-- Is this very file known?
SELECT id FROM segment WHERE sha256 = ?1;
