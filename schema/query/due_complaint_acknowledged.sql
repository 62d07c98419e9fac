-- SPDX-License-Identifier: GPL-3.0-or-later
-- Complaints that nobody acknowledged. ?1: today, then the clock's settings. Columns: record,
-- client, member, due on, shown from, why.
-- views: complaint
SELECT v.id, p.client, NULL, working_day(v.received_on, ?2, f.days), NULL,
       CASE WHEN v.received_on IS NULL THEN 'A complaint without the day it was received'
            ELSE 'Received on {' || v.received_on || '}, not acknowledged yet' END
FROM temp.due_holiday f CROSS JOIN temp.due_part p CROSS JOIN complaint v ON v._seq = p.seq
WHERE p.kind = 'complaint' AND v.acknowledged_on IS NULL AND v.closed_on IS NULL AND coalesce(?1,
    '') <> '';
