/* SPDX-License-Identifier: GPL-3.0-or-later
 * Civil dates, times of day and moments. Dates are local days of the Gregorian calendar, years 1 to
 * 9999; typed dates are day first. The present is always passed in.
 */
#ifndef INWORK_BASE_DATE_H
#define INWORK_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct error;

#define DATE_SIZE 11 /* "2026-09-07" and a NUL */
#define TIME_SIZE 6  /* "09:30" and a NUL */

/* Zero is "no date". */
struct date {
    int year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

bool date_valid(struct date d);
/* Exactly YYYY-MM-DD and a day that exists. */
bool date_parse(struct date *out, const char *text);
void date_format(char out[DATE_SIZE], struct date d);

/* Days since 1970-01-01; date_from_days clamps to the supported years. */
int32_t date_days(struct date d);
struct date date_from_days(int32_t days);
struct date date_add_days(struct date d, int days);
/* The same day of a later or earlier month, or that month's last. */
struct date date_add_months(struct date d, int months);
/* Negative, zero or positive: a before, on or after b. */
int date_compare(struct date a, struct date b);
/* 0 Monday to 6 Sunday. */
int date_weekday(struct date d);
const char *date_weekday_name(int weekday); /* "Monday" */
const char *date_month_name(int month);     /* "January" for 1 */

/* The local day, by TZ, on which a moment (seconds since 1970) lies. */
struct date date_of_moment(int64_t seconds);
/* The moment at which a local day begins. */
int64_t date_begins(struct date d);

/* What a person typed, in either case: today, tomorrow, yesterday; a weekday (the next such day, a
 * week on for today's own; three letters do); last fri (the one before today); +3d +2w +1m +1y, and
 * with -; 3 days ago, a week ago, in 2 months; 25/12, 25/12/2026, also with . or -; 25 dec, 25th
 * December 2026, Dec 25; "Fri 25 Dec 2026", if it is one; 2026-12-25. A day without a year is this
 * year's. STATUS_DATA, with the accepted forms as a hint, for anything else: two-digit years, bare
 * numbers, days that do not exist, years outside 1900 to 2199. */
int date_parse_words(struct date *out, const char *text, struct date today, struct error *err);
/* Append "Mon 7 Sep 2026". */
void date_describe_day(struct buf *out, struct date d);
/* Append "today", "tomorrow", "yesterday", "in 12 days" (up to 30), "5 months ago", "in 2 years".
 */
void date_describe_distance(struct buf *out, struct date d, struct date today);
/* Append both: "Mon 7 Sep 2026, in 12 days". */
void date_describe(struct buf *out, struct date d, struct date today);

/* What a person typed as a time of day (9:30, 9.30am, 2pm, 14:00, 0930, noon, midnight) as HH:MM.
 * STATUS_DATA with the accepted forms as a hint; a bare number is refused. */
int time_of_day_parse(char out[TIME_SIZE], const char *text, struct error *err);
/* Exactly HH:MM. */
bool time_of_day_valid(const char *text);

/* Append a moment as RFC 3339 in local time with its offset: 2026-09-07T14:03:09+01:00. */
void time_rfc3339(struct buf *out, int64_t seconds);
/* The moment of an RFC 3339 text, of which only what is needed to place it is checked: a space or
 * lower case t for T, and fractions, are accepted. False if it names no moment. */
bool time_parse_rfc3339(int64_t *out, const char *text);
/* Append "7 Sep 2026, 14:03" in local time. */
void time_describe(struct buf *out, int64_t seconds);

#endif
