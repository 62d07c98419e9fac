-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the form of a new record offers: the day of an event that is mostly written down on the day,
-- and who did it. Offered only: it is saved with what a person types, never by itself. Only fields
-- near the top of their form, where they are seen.

UPDATE catalogue_field SET initial = 'today' WHERE (kind, name) IN (VALUES
    ('note', 'date'),
    ('employer_contact', 'date'),
    ('support_plan', 'prepared_on')
);

UPDATE catalogue_field SET initial = 'me' WHERE (kind, name) IN (VALUES
    ('employer_contact', 'member')
);
