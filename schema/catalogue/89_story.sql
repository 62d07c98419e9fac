-- SPDX-License-Identifier: GPL-3.0-or-later
-- A story somebody agreed to have told; casework, because it is about a client.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('story', 'service', 2750, 'Story', 'Stories', 'casework', 'client',
        'How work came about for somebody, told with their consent. Framework: Why IPS.',
        'told_on,published_where');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('story', 'story', 10, 'The story', 'It belongs to the person, who may take it back.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('story', 'client', 10, 'story', 'Client', 'reference', 'client', 0, 0,
 'Whose story it is.'),
('story', 'told_on', 20, 'story', 'Written on', 'date', '', 0, 0,
 'The day it was told or written down.'),
('story', 'story', 30, 'story', 'Story', 'long_text', '', 0, 1,
 'In their words as far as they like.'),
('story', 'told_as', 40, 'story', 'Told as', 'one_of', '', 0, 1,
 'How the person wishes to appear.'),
('story', 'consent', 45, 'story', 'Consent', 'reference', 'consent', 0, 0,
 'The consent to publish it; without one it stays here.'),
('story', 'seen_by_client_on', 50, 'story', 'Seen by the client on', 'date', '', 0, 0,
 'The final wording.'),
('story', 'published_where', 60, 'story', 'Published in', 'text', '', 0, 0,
 'Leaflet, site, talk, wall.'),
('story', 'published_on', 70, 'story', 'Published on', 'date', '', 0, 0,
 'The day it came out, if it did.'),
('story', 'withdrawn_on', 80, 'story', 'Taken back on', 'date', '', 0, 0,
 'When it had to come down.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('story', 'told_as', 'own_name', 10, 'Under their own name'),
('story', 'told_as', 'other_name', 20, 'Under another name'),
('story', 'told_as', 'no_name', 30, 'Without a name');
