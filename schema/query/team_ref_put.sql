-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is known of a ref.
INSERT OR REPLACE INTO team_ref(ref, whole, processed) VALUES (?1, ?2, ?3);
