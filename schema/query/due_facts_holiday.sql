-- SPDX-License-Identifier: GPL-3.0-or-later
-- The days on which nobody works, as one text for working_day(). ?1: today.
-- views: holiday
-- temporary
INSERT INTO temp.due_holiday(days)
WITH RECURSIVE free(day, last) AS (
    SELECT h.date, min(coalesce(h.until_on, h.date), date(h.date, '+60 days'))
    FROM holiday h
    WHERE h.struck = 0 AND h.date BETWEEN date(?1, '-800 days') AND date(?1, '+800 days')
    UNION
    SELECT date(day, '+1 day'), last FROM free WHERE day < last)
SELECT coalesce(group_concat(day, ' '), '') FROM free;
