-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a new record's form offers for a field before anybody typed: 'today', 'now', or 'me' (the
-- colleague whose laptop it is). Empty: nothing. Which field has which is in catalogue/99_initial.sql.

ALTER TABLE catalogue_field ADD COLUMN initial TEXT NOT NULL DEFAULT '' CHECK (initial IN ('', 'today', 'now', 'me'));
