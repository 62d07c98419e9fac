-- SPDX-License-Identifier: GPL-3.0-or-later
-- Days for looking or asking again that are about no client: leads and where they come from,
-- employers, audits, and what a colleague agreed in supervision, which is held here by that colleague
-- and the leads only. For whoever has it in hand; for all where that is nobody who is still here, but
-- never supervision. An employer is in the hands of whoever leads there, else of whoever spoke with
-- them in the last 120 days. Read without views: they are read whole, and these fields are few.
-- ?1: today, then the clock's settings. Columns: record, client, member, due on, shown from, why,
-- begins (null: opens the record), title.
-- views: member
WITH asks(kind, field, since, alike, who, ending, settles, words, title) AS (VALUES
    ('lead', 'next_contact_on', '', '', 'member', 'state', 1, 'next contact on', 'Lead'),
    ('source_contact', 'ask_again_on', 'last_asked_on', '', 'member', '', 0, 'to be asked again on',
     'Place leads come from'),
    ('engagement_plan', 'review_on', '', '', 'member', 'closed_on', 0,
     'you meant to go over the plan on', 'Engagement plan'),
    -- with those in touch lately employer_revisit tells it
    ('engagement_plan', 'next_contact_on', '', '', 'member', 'closed_on', 2,
     'contact planned for', 'Engagement plan'),
    ('employer_concern', 'revisit_on', '', '', 'member', 'state', 0,
     'you meant to come back to a concern on', 'Employer''s concern'),
    ('job_carving', 'ask_again_on', 'proposed_on', '', 'member', 'state', 0,
     'you meant to ask again about a job that could be made on', 'Job carving'),
    ('audit', 'action_on', '', '', 'action_by', 'done_on', 0, 'to be done by',
     'What follows from an audit'),
    ('audit', 'again_on', 'audited_on', 'standard', 'audited_by', '', 0, 'to be looked at again on',
     'Audit'),
    ('supervision_agreement', 'review_on', 'agreed_on', 'member', 'member', '', 0,
     'to be gone over on', 'Supervision agreement'),
    ('self_appraisal', 'look_again_on', 'appraised_on', 'area', 'member', '', 0,
     'to be looked at again on', 'Self-appraisal')),
here(id) AS MATERIALIZED (
    SELECT m.id FROM member m WHERE m.struck = 0 AND coalesce(m.left_on, '9999') > ?1),
asked(seq, id, parent, label, own, kind, since, alike, day, who, employer, settles, words, title) AS
MATERIALIZED (
    SELECT r.seq, r.id, r.parent, r.title, k.kind IN ('supervision_agreement', 'self_appraisal'),
           k.kind, s.value, k.alike, d.value,
           coalesce((SELECT z.main FROM temp.due_same z WHERE z.id = w.value), w.value), e.value,
           CASE k.settles WHEN 1 THEN d.value WHEN 2 THEN min(d.value, date(?1, '-120 days')) END,
           k.words, k.title
    FROM asks k CROSS JOIN main.record r INDEXED BY record_title
        ON r.kind = k.kind AND r.shown = 1
    CROSS JOIN main.current d ON d.home = r.seq AND d.field = k.field AND d.lead = 1
    LEFT JOIN main.current s ON s.home = r.seq AND s.field = k.since AND s.lead = 1
    LEFT JOIN main.current x ON x.home = r.seq AND x.field = k.ending AND x.lead = 1
    LEFT JOIN main.current w ON w.home = r.seq AND w.field = k.who AND w.lead = 1
    LEFT JOIN main.current e ON e.home = r.seq AND e.field = 'employer' AND e.lead = 1
    WHERE d.value > coalesce(s.value, '')
      AND CASE k.ending WHEN 'state'
               THEN coalesce(x.value, '') NOT IN ('filled', 'gone', 'settled', 'put_aside', 'made',
                                                 'declined')
               ELSE x.value IS NULL END),
touch(seq, id, title, member) AS MATERIALIZED ( -- employers of those meant, and of those who left
    SELECT e.seq, e.id, e.title, max(c.member) FROM (
        SELECT x.home AS seq, s.id AS member
        FROM (SELECT id, id AS named FROM temp.due_staff UNION ALL
              SELECT m.id, m.id FROM member m WHERE m.id NOT IN (SELECT id FROM here) UNION ALL
              SELECT z.main, z.id FROM temp.due_same z
              WHERE z.main IN (SELECT id FROM temp.due_staff)
                 OR z.main NOT IN (SELECT id FROM here)) AS s
        CROSS JOIN main.current x INDEXED BY current_reference
            ON x.value = s.named AND x.field = 'lead_specialist' AND x.type = 3 AND x.lead = 1
        UNION ALL
        SELECT e.seq, t.member FROM (SELECT employer, member, max(date) FROM temp.due_visit
                                     WHERE employer IS NOT NULL GROUP BY employer) AS t
        CROSS JOIN main.record e INDEXED BY record_id ON e.id = t.employer
        WHERE NOT EXISTS (SELECT 1 FROM main.current x
                          WHERE x.home = e.seq AND x.field = 'lead_specialist' AND x.lead = 1
                            AND coalesce((SELECT z.main FROM temp.due_same z WHERE z.id = x.value),
                                         x.value) IN (SELECT id FROM here))) AS c
    CROSS JOIN main.record e ON e.seq = c.seq AND e.kind = 'employer' AND e.shown = 1
    GROUP BY e.seq),
stepped(id, label, member, day, step, employer, settles) AS MATERIALIZED (
    SELECT t.id, t.title, t.member, d.value, n.value, t.id, d.value FROM touch t
    CROSS JOIN main.current d ON d.home = t.seq AND d.field = 'next_step_on' AND d.lead = 1
    LEFT JOIN main.current n ON n.home = t.seq AND n.field = 'next_step' AND n.lead = 1
    UNION ALL -- what was agreed at the last contact that agreed something
    SELECT c.id, e.title, t.member, d.value, n.value, t.employer,
           max(d.value, date(t.date, '+1 day'))
    FROM temp.due_visit t
    CROSS JOIN main.current d ON d.home = t.seq AND d.field = 'next_step_on' AND d.lead = 1
    CROSS JOIN main.record c ON c.seq = t.seq
    CROSS JOIN main.record e INDEXED BY record_id
        ON e.id = t.employer AND e.kind = 'employer' AND e.shown = 1
    LEFT JOIN main.current n ON n.home = t.seq AND n.field = 'next_step' AND n.lead = 1
    WHERE d.value > ''
      AND NOT EXISTS (SELECT 1 FROM main.record o INDEXED BY record_part
                      CROSS JOIN main.current y
                          ON y.home = o.seq AND y.field = 'next_step_on' AND y.lead = 1
                      WHERE o.parent = t.employer AND o.kind = 'employer_contact' AND o.shown = 1
                        AND o.sort >= date(t.date, '+1 day') AND y.value > '')),
noted(record, own, member, day, why, title, employer, settles) AS MATERIALIZED (
    SELECT a.id, a.own, a.who, a.day,
           coalesce((SELECT p.title || ': ' FROM main.record p
                     WHERE p.id = a.parent AND p.kind = 'employer'),
                    CASE WHEN a.own = 0 OR a.kind = 'self_appraisal' THEN a.label || ': ' END,
                    '')
           || a.words || ' {' || a.day || '}', a.title, a.employer, a.settles
    FROM asked a
    WHERE a.alike = '' OR NOT EXISTS (
        SELECT 1 FROM main.record o INDEXED BY record_title
        CROSS JOIN main.current b ON b.home = o.seq AND b.field = a.alike AND b.lead = 1
        CROSS JOIN main.current c ON c.home = a.seq AND c.field = a.alike AND c.lead = 1
        CROSS JOIN main.current l ON l.home = o.seq AND l.lead = 1
            AND l.field IN ('agreed_on', 'appraised_on', 'audited_on')
        WHERE o.kind = a.kind AND o.shown = 1 AND b.value = c.value
          AND o.parent IS a.parent AND l.value > coalesce(a.since, '') AND l.value <= ?1)
    UNION ALL
    SELECT s.id, 0, s.member, s.day, s.label || ': ' || coalesce(s.step, 'next step') || ', by {'
           || s.day || '}', 'Next step with an employer', s.employer, s.settles
    FROM stepped s),
whose(record, own, member, day, why, title) AS MATERIALIZED (
    SELECT n.record, n.own,
           CASE WHEN n.member IN (SELECT id FROM here) THEN n.member
                WHEN coalesce(z.main, x.value) IN (SELECT id FROM here)
                THEN coalesce(z.main, x.value) END, n.day, n.why, n.title
    FROM noted n
    LEFT JOIN main.record e INDEXED BY record_id ON e.id = n.employer AND e.shown = 1
    LEFT JOIN main.current x ON x.home = e.seq AND x.field = 'lead_specialist' AND x.lead = 1
    LEFT JOIN temp.due_same z ON z.id = x.value
    LEFT JOIN main.current s ON s.home = e.seq AND s.field = 'standing' AND s.lead = 1
    WHERE coalesce(s.value, '') NOT IN ('stepped_back', 'asked_not_to_call')
      AND NOT EXISTS (SELECT 1 FROM main.record r INDEXED BY record_part
                      WHERE r.parent = n.employer AND r.kind = 'employer_contact' AND r.shown = 1
                        AND r.sort >= n.settles AND r.sort < date(?1, '+1 day')))
SELECT w.record, NULL, w.member, w.day, NULL, w.why, NULL, w.title FROM whose w
WHERE CASE WHEN w.member IS NULL THEN w.own = 0
           ELSE w.member IN (SELECT id FROM temp.due_staff) END;
