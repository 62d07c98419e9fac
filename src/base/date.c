/* SPDX-License-Identifier: GPL-3.0-or-later
 * Civil dates: arithmetic and fixed forms. What people type is in date_words.c.
 */
#include "inwork/base/date.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "inwork/base/buf.h"

#define FIRST_DAY (-719162) /* 0001-01-01 */
#define LAST_DAY 2932896    /* 9999-12-31 */

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (month == 2 && leap);
}

bool date_valid(struct date d)
{
    return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
           d.day <= month_length(d.year, d.month);
}

/* `count` digits as a number, or -1. */
static int digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool date_parse(struct date *out, const char *text)
{
    if (strnlen(text, DATE_SIZE) != DATE_SIZE - 1 || text[4] != '-' || text[7] != '-')
        return false;
    struct date d = {digits(text, 4), digits(text + 5, 2), digits(text + 8, 2)};
    if (!date_valid(d))
        return false;
    *out = d;
    return true;
}

void date_format(char out[DATE_SIZE], struct date d)
{
    if (!date_valid(d)) {
        out[0] = '\0';
        return;
    }
    const int parts[] = {d.year / 100, d.year % 100, d.month, d.day};
    char *to = out;
    for (int i = 0; i < 4; i++) {
        if (i >= 2)
            *to++ = '-';
        *to++ = (char)('0' + parts[i] / 10);
        *to++ = (char)('0' + parts[i] % 10);
    }
    *to = '\0';
}

/* Days before the first of March of year 0 of 400-year eras, so that leap days come last. */
int32_t date_days(struct date d)
{
    int y = d.month <= 2 ? d.year - 1 : d.year;
    int m = d.month <= 2 ? d.month + 9 : d.month - 3;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * m + 2) / 5 + d.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct date date_from_days(int32_t days)
{
    if (days < FIRST_DAY)
        days = FIRST_DAY;
    if (days > LAST_DAY)
        days = LAST_DAY;
    int z = days + 719468; /* not negative from year 1 on, except in its first two months */
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int m = (5 * day_of_year + 2) / 153;
    struct date d = {
        .year = year_of_era + era * 400,
        .month = m < 10 ? m + 3 : m - 9,
        .day = day_of_year - (153 * m + 2) / 5 + 1,
    };
    if (d.month <= 2)
        d.year++;
    return d;
}

struct date date_add_days(struct date d, int days)
{
    int64_t sum = (int64_t)date_days(d) + days;
    if (sum < FIRST_DAY)
        sum = FIRST_DAY;
    if (sum > LAST_DAY)
        sum = LAST_DAY;
    return date_from_days((int32_t)sum);
}

struct date date_add_months(struct date d, int count)
{
    int64_t month = (int64_t)d.year * 12 + d.month - 1 + count;
    if (month < 12)
        return date_from_days(FIRST_DAY);
    if (month >= 10000 * 12)
        return date_from_days(LAST_DAY);
    struct date sum = {(int)(month / 12), (int)(month % 12) + 1, d.day};
    int length = month_length(sum.year, sum.month);
    if (sum.day > length)
        sum.day = length;
    return sum;
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

int date_weekday(struct date d)
{
    /* 1970-01-01 was a Thursday, and FIRST_DAY a Monday. */
    return (date_days(d) - FIRST_DAY) % 7;
}

const char *date_weekday_name(int weekday)
{
    return weekday >= 0 && weekday < 7 ? weekdays[weekday] : "";
}

const char *date_month_name(int month)
{
    return month >= 1 && month <= 12 ? months[month - 1] : "";
}

struct date date_of_moment(int64_t seconds)
{
    time_t moment = (time_t)seconds;
    struct tm local;
    if (!localtime_r(&moment, &local))
        return date_from_days(seconds < 0 ? FIRST_DAY : LAST_DAY);
    return (struct date){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

int64_t date_begins(struct date d)
{
    struct tm local = {
        .tm_year = d.year - 1900, .tm_mon = d.month - 1, .tm_mday = d.day, .tm_isdst = -1};
    return (int64_t)mktime(&local);
}

void date_describe_day(struct buf *out, struct date d)
{
    if (!date_valid(d))
        return;
    buf_printf(out, "%.3s %d %.3s %d", weekdays[date_weekday(d)], d.day, months[d.month - 1],
               d.year);
}

static int whole_months(struct date from, struct date to)
{
    int count = (to.year - from.year) * 12 + to.month - from.month;
    while (count > 0 && date_compare(date_add_months(from, count), to) > 0)
        count--;
    return count;
}

void date_describe_distance(struct buf *out, struct date d, struct date today)
{
    int days = date_days(d) - date_days(today);
    if (days >= -1 && days <= 1) {
        buf_add(out, days == 0 ? "today" : days > 0 ? "tomorrow" : "yesterday");
        return;
    }
    int count = abs(days);
    const char *unit = "day";
    if (count > 30) {
        count = days > 0 ? whole_months(today, d) : whole_months(d, today);
        unit = "month";
        if (count >= 24) {
            count /= 12;
            unit = "year";
        }
    }
    buf_printf(out, "%s%d %s%s%s", days > 0 ? "in " : "", count, unit, count == 1 ? "" : "s",
               days > 0 ? "" : " ago");
}

void date_describe(struct buf *out, struct date d, struct date today)
{
    date_describe_day(out, d);
    buf_add(out, ", ");
    date_describe_distance(out, d, today);
}
