-- SPDX-License-Identifier: GPL-3.0-or-later
-- Returns that are not sent. ?1: today, then the clock's settings. Columns: record, client, member,
-- due on, shown from, why.
-- views: service_return
SELECT v.id, NULL, NULL, v.due_on, date(v.due_on, '-' || ?2 || ' days'),
       v.title || CASE WHEN v.due_on IS NULL THEN ': with no date'
           WHEN v.due_on > ?1 THEN ': due on {' || v.due_on
       || '}; look at what is missing in the data' ELSE ': due on {' || v.due_on || '}' END
FROM service_return v WHERE v.struck = 0 AND v.sent_on IS NULL;
