-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first meeting: as written, else the first contact face to face since the referral.
-- views: note
-- temporary
UPDATE temp.due_client SET met = coalesce(
    CASE WHEN met >= coalesce(referred, '') THEN met END,
    (SELECT min(t.date) FROM temp.due_contact t WHERE t.client = due_client.id AND t.reached = 1
       AND coalesce(t.how, 'face_to_face') IN ('face_to_face', 'check_in')
       AND t.date >= coalesce(due_client.referred, '')),
    (SELECT min(n.date) FROM temp.due_dated n CROSS JOIN note v ON v._seq = n.seq
     WHERE n.kind = 'note' AND n.client = due_client.id AND n.date > ''
       AND n.date >= coalesce(due_client.referred, '')
       AND coalesce(v.kind_of_contact, 'face_to_face') = 'face_to_face'))
WHERE met IS NULL OR met < coalesce(referred, '');
