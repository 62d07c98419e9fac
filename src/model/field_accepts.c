/* SPDX-License-Identifier: GPL-3.0-or-later
 * What each type of field takes, in words for people. What it says here, field.c and field_types.c
 * do; tests/unit/test_field.c reads every example.
 */
#include "inwork/model/field.h"

const char *field_accepts(enum field_type type)
{
    switch (type) {
    case FIELD_TEXT:
        return "One line of words.";
    case FIELD_LONG_TEXT:
        return "As many words and lines as you like.";
    case FIELD_DATE:
        return "A day, in figures or words: 25/12, 25/12/2026, 25 dec, today, yesterday, tomorrow, "
               "fri, +2w, -3d.";
    case FIELD_TIME:
        return "A time of day: 14:00, 9:30, 9.30, 2pm, noon.";
    case FIELD_YES_NO:
        return "Yes, No, or not asked yet, which is neither.";
    case FIELD_ONE_OF:
        return "One of these, or none where it was not asked yet:";
    case FIELD_SEVERAL_OF:
        return "Any number of these:";
    case FIELD_NUMBER:
        return "A number: 12, 37.5.";
    case FIELD_MONEY:
        return "An amount in pounds: 11.44, £1,200.";
    case FIELD_PHONE:
        return "A telephone number as you would write it: 01632 960123, +44 1632 960123.";
    case FIELD_EMAIL:
        return "An email address: name@example.org.";
    case FIELD_REFERENCE:
        return "Another record, found by a few letters of its name.";
    }
    return "";
}
