/* SPDX-License-Identifier: GPL-3.0-or-later
 * Times of day as typed, and moments as RFC 3339 writes them.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"

/* Up to two digits at `*at`, which moves past them: the number, or -1. */
static int take_number(const char **at, int *length)
{
    int value = 0;
    *length = 0;
    for (; isdigit((unsigned char)**at); (*at)++, (*length)++) {
        if (*length == 4)
            return -1;
        value = value * 10 + (**at - '0');
    }
    return *length > 0 ? value : -1;
}

/* Nothing: 0; am: 1; pm: 2; anything else: -1. */
static int half_of_day(const char *text)
{
    while (*text == ' ')
        text++;
    static const char *const names[] = {"", "am", "pm", "", "a.m.", "p.m."};
    for (int i = 0; i < 6; i++)
        if (strcasecmp(text, names[i]) == 0)
            return i % 3;
    return -1;
}

static bool read_time(int *hour, int *minute, const char *text)
{
    if (strcasecmp(text, "noon") == 0 || strcasecmp(text, "midnight") == 0) {
        *hour = (*text | 32) == 'n' ? 12 : 0;
        *minute = 0;
        return true;
    }
    const char *at = text;
    int length = 0;
    *hour = take_number(&at, &length);
    *minute = -1;
    if (*hour < 0)
        return false;
    if (length == 4) {
        *minute = *hour % 100;
        *hour /= 100;
    } else if (length > 2) {
        return false;
    } else if (*at == ':' || *at == '.') {
        at++;
        *minute = take_number(&at, &length);
        if (length != 2)
            return false;
    }
    int half = half_of_day(at);
    if (half < 0 || (half == 0 && *minute < 0))
        return false;
    if (*minute < 0)
        *minute = 0;
    if (half > 0) {
        if (*hour < 1 || *hour > 12)
            return false;
        *hour = *hour % 12 + (half == 2 ? 12 : 0);
    }
    return *hour < 24 && *minute < 60;
}

int time_of_day_parse(char out[TIME_SIZE], const char *text, struct error *err)
{
    char plain[24];
    const char *from = text;
    while (*from == ' ')
        from++;
    size_t n = strlen(from);
    while (n > 0 && from[n - 1] == ' ')
        n--;
    int hour = 0;
    int minute = 0;
    bool understood = false;
    if (n > 0 && n < sizeof plain) {
        memcpy(plain, from, n);
        plain[n] = '\0';
        understood = read_time(&hour, &minute, plain);
    }
    if (!understood) {
        int status = error_set(err, STATUS_DATA, "\"%.40s\" is not a time of day", text);
        (void)error_hint(err, "Type 9:30, 14:00, 9.30am, 2pm, 0930, noon or midnight");
        return status;
    }
    out[0] = (char)('0' + hour / 10);
    out[1] = (char)('0' + hour % 10);
    out[2] = ':';
    out[3] = (char)('0' + minute / 10);
    out[4] = (char)('0' + minute % 10);
    out[5] = '\0';
    return 0;
}

bool time_of_day_valid(const char *text)
{
    char canonical[TIME_SIZE];
    return strnlen(text, TIME_SIZE) == TIME_SIZE - 1 && text[2] == ':' &&
           time_of_day_parse(canonical, text, NULL) == 0 && strcmp(canonical, text) == 0;
}

static void local_time(struct tm *out, int64_t seconds)
{
    time_t moment = (time_t)seconds;
    if (!localtime_r(&moment, out))
        *out = (struct tm){.tm_year = 70, .tm_mday = 1};
}

void time_rfc3339(struct buf *out, int64_t seconds)
{
    struct tm t;
    local_time(&t, seconds);
    long offset = t.tm_gmtoff / 60;
    char sign = offset < 0 ? '-' : '+';
    if (offset < 0)
        offset = -offset;
    buf_printf(out, "%04d-%02d-%02dT%02d:%02d:%02d%c%02ld:%02ld", t.tm_year + 1900, t.tm_mon + 1,
               t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, sign, offset / 60, offset % 60);
}

void time_describe(struct buf *out, int64_t seconds)
{
    struct tm t;
    local_time(&t, seconds);
    buf_printf(out, "%d %.3s %d, %02d:%02d", t.tm_mday, date_month_name(t.tm_mon + 1),
               t.tm_year + 1900, t.tm_hour, t.tm_min);
}

/* Exactly two digits up to `highest`. */
static bool two_digits(int *out, const char *text, int highest)
{
    if (!isdigit((unsigned char)text[0]) || !isdigit((unsigned char)text[1]))
        return false;
    *out = (text[0] - '0') * 10 + (text[1] - '0');
    return *out <= highest;
}

bool time_parse_rfc3339(int64_t *out, const char *text)
{
    size_t n = strnlen(text, 64);
    if (n < 20 || n == 64)
        return false;
    char day[DATE_SIZE];
    memcpy(day, text, DATE_SIZE - 1);
    day[DATE_SIZE - 1] = '\0';
    struct date d;
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!date_parse(&d, day) || !strchr("Tt ", text[10]) || !two_digits(&hour, text + 11, 23) ||
        text[13] != ':' || !two_digits(&minute, text + 14, 59) || text[16] != ':' ||
        !two_digits(&second, text + 17, 60))
        return false;
    const char *at = text + 19;
    if (*at == '.' || *at == ',')
        for (at++; isdigit((unsigned char)*at);)
            at++;
    int offset = 0;
    if (*at == '+' || *at == '-') {
        int hours = 0;
        int minutes = 0;
        if (strlen(at) != 6 || !two_digits(&hours, at + 1, 23) || at[3] != ':' ||
            !two_digits(&minutes, at + 4, 59))
            return false;
        offset = (hours * 60 + minutes) * (*at == '-' ? -60 : 60);
    } else if ((*at != 'Z' && *at != 'z') || at[1] != '\0') {
        return false;
    }
    *out = (int64_t)date_days(d) * 86400 + hour * 3600 + minute * 60 + second - offset;
    return true;
}
