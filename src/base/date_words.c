/* SPDX-License-Identifier: GPL-3.0-or-later
 * Dates as people type them, day first. Whatever could mean two things is refused.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "inwork/base/date.h"
#include "inwork/base/error.h"

#define WORDS_MAX 5
#define WORD_SIZE 12

/* A run of digits or of letters. */
struct word {
    char text[WORD_SIZE];
    int number; /* -1 for letters */
    size_t length;
    char before; /* the separator before it: 0 (none), ' ', '/', '.', '-' or ',' */
};

static int refuse(struct error *err, const char *text)
{
    int status = error_set(err, STATUS_DATA, "\"%.40s\" is not a date", text);
    (void)error_hint(err, "Type 25/12, 25/12/2026, 25 dec, 2026-12-25, today, tomorrow, "
                          "yesterday, fri, last fri, 3 days ago, or +3d, +2w, +1m, -1w");
    return status;
}

/* The words of a text, or -1 if it has anything else or too much of it. */
static int split(struct word words[WORDS_MAX], const char *text)
{
    int count = 0;
    const char *at = text;
    for (;;) {
        char separator = 0;
        while (*at != '\0' && strchr(" /.,-", *at)) {
            if (separator != 0 && separator != ' ' && *at != ' ')
                return -1; /* two separators in a row */
            if (*at != ' ' || separator == 0)
                separator = *at;
            at++;
        }
        if (*at == '\0')
            return separator == 0 || separator == ' ' ? count : -1;
        if (count == 0 && separator != 0 && separator != ' ')
            return -1;
        if (count == WORDS_MAX)
            return -1;
        struct word *w = &words[count++];
        *w = (struct word){.before = separator};
        int (*same)(int) = isdigit((unsigned char)*at) ? isdigit : isalpha;
        while (*at != '\0' && same((unsigned char)*at)) {
            if (w->length + 1 == WORD_SIZE)
                return -1;
            w->text[w->length++] = *at++;
        }
        if (w->length == 0)
            return -1;
        w->number = same == isalpha ? -1 : (int)strtol(w->text, NULL, 10);
        if (same == isdigit && w->length > 4)
            return -1;
    }
}

/* At least the first three letters of a name, in either case: its index, or -1. */
static int named(const struct word *w, const char *(*name)(int), int first, int last)
{
    if (w->number >= 0 || w->length < 3)
        return -1;
    for (int i = first; i <= last; i++)
        if (w->length <= strlen(name(i)) && strncasecmp(w->text, name(i), w->length) == 0)
            return i;
    return -1;
}

static int weekday_of(const struct word *w)
{
    if (strcasecmp(w->text, "weds") == 0)
        return 2;
    return named(w, date_weekday_name, 0, 6);
}

static int month_of(const struct word *w)
{
    if (strcasecmp(w->text, "sept") == 0)
        return 9;
    return named(w, date_month_name, 1, 12);
}

static bool is_day(const struct word *w)
{
    return w->number >= 1 && w->number <= 31 && w->length <= 2;
}

static bool is_year(const struct word *w)
{
    return w->length == 4 && w->number >= 1900 && w->number <= 2199;
}

static bool is_ordinal(const struct word *w, int day)
{
    const char *ending = "th";
    if (day % 10 == 1 && day != 11)
        ending = "st";
    else if (day % 10 == 2 && day != 12)
        ending = "nd";
    else if (day % 10 == 3 && day != 13)
        ending = "rd";
    return w->before == 0 && strcasecmp(w->text, ending) == 0;
}

/* 25/12, 25.12.2026, 25-12-2026: numbers with one and the same separator. */
static bool numeric(struct date *out, const struct word *w, int count, struct date today)
{
    if (count != 2 && count != 3)
        return false;
    char separator = w[1].before;
    if (separator != '/' && separator != '.' && separator != '-')
        return false;
    if (!is_day(&w[0]) || w[1].number < 1 || w[1].number > 12 || w[1].length > 2)
        return false;
    if (count == 3 && (w[2].before != separator || !is_year(&w[2])))
        return false;
    *out = (struct date){count == 3 ? w[2].number : today.year, w[1].number, w[0].number};
    return true;
}

/* [Fri] 25[th] Dec [2026], [Fri] Dec 25[th] [2026]. */
static bool with_month(struct date *out, const struct word *w, int count, struct date today)
{
    int at = 0;
    int weekday = -1;
    if (count > 1 && w[0].number < 0 && month_of(&w[0]) < 0) {
        weekday = weekday_of(&w[0]);
        if (weekday < 0)
            return false;
        at = 1;
    }
    struct date d = {.year = today.year};
    for (int part = 0; part < 2; part++, at++) {
        if (at >= count)
            return false;
        if (d.day == 0 && is_day(&w[at])) {
            d.day = w[at].number;
            if (at + 1 < count && is_ordinal(&w[at + 1], d.day))
                at++;
        } else if (d.month == 0 && month_of(&w[at]) > 0) {
            d.month = month_of(&w[at]);
        } else {
            return false;
        }
    }
    if (at < count) {
        if (!is_year(&w[at]) || w[at].before == 0)
            return false;
        d.year = w[at++].number;
    }
    if (at != count || (weekday >= 0 && date_valid(d) && date_weekday(d) != weekday))
        return false;
    *out = d;
    return true;
}

/* +3d, -1w, + 2 m */
static bool relative(struct date *out, const char *text, struct date today)
{
    int sign = *text == '+' ? 1 : *text == '-' ? -1 : 0;
    if (sign == 0)
        return false;
    text++;
    int amount = 0;
    int length = 0;
    for (; isdigit((unsigned char)*text); text++, length++) {
        if (length == 4)
            return false;
        amount = amount * 10 + (*text - '0');
    }
    if (length == 0 || text[0] == '\0' || text[1] != '\0')
        return false;
    amount *= sign;
    switch (tolower((unsigned char)*text)) {
    case 'd':
        *out = date_add_days(today, amount);
        return true;
    case 'w':
        *out = date_add_days(today, amount * 7);
        return true;
    case 'm':
        *out = date_add_months(today, amount);
        return true;
    case 'y':
        *out = date_add_months(today, amount * 12);
        return true;
    default:
        return false;
    }
}

/* The letter that relative() takes for days, weeks, months or years; 0 for anything else. */
static int unit_of(const struct word *w)
{
    static const char *const units[] = {"day", "week", "month", "year"};
    for (size_t i = 0; w->number < 0 && i < sizeof units / sizeof *units; i++) {
        size_t n = strlen(units[i]);
        if (strncasecmp(w->text, units[i], n) == 0 &&
            (w->length == n || strcasecmp(w->text + n, "s") == 0))
            return units[i][0];
    }
    return 0;
}

static bool is_word(const struct word *w, const char *text)
{
    return strcasecmp(w->text, text) == 0 && (w->before == 0 || w->before == ' ');
}

/* last fri (the one before today), 3 days ago, a week ago, in 2 months */
static bool said(struct date *out, const struct word *w, int count, struct date today)
{
    if (count == 2 && is_word(&w[0], "last") && weekday_of(&w[1]) >= 0 && w[1].before == ' ') {
        int back = (date_weekday(today) - weekday_of(&w[1]) + 7) % 7;
        *out = date_add_days(today, back == 0 ? -7 : -back);
        return true;
    }
    bool ahead = count == 3 && is_word(&w[0], "in");
    if (count != 3 || (!ahead && !is_word(&w[2], "ago")))
        return false;
    const struct word *number = &w[ahead ? 1 : 0];
    int unit = unit_of(&w[ahead ? 2 : 1]);
    bool one = is_word(number, "a");
    if (unit == 0 || (number->number < 0 && !one))
        return false;
    char text[WORD_SIZE + 4];
    (void)snprintf(text, sizeof text, "%c%d%c", ahead ? '+' : '-', one ? 1 : number->number, unit);
    return relative(out, text, today);
}

static bool one_word(struct date *out, const struct word *w, struct date today)
{
    if (strcasecmp(w->text, "today") == 0) {
        *out = today;
    } else if (strcasecmp(w->text, "tomorrow") == 0) {
        *out = date_add_days(today, 1);
    } else if (strcasecmp(w->text, "yesterday") == 0) {
        *out = date_add_days(today, -1);
    } else {
        int weekday = weekday_of(w);
        if (weekday < 0)
            return false;
        int ahead = (weekday - date_weekday(today) + 7) % 7;
        *out = date_add_days(today, ahead == 0 ? 7 : ahead);
    }
    return true;
}

int date_parse_words(struct date *out, const char *text, struct date today, struct error *err)
{
    char plain[64];
    const char *from = text;
    while (*from == ' ')
        from++;
    size_t n = strlen(from);
    while (n > 0 && from[n - 1] == ' ')
        n--;
    if (n == 0 || n >= sizeof plain)
        return refuse(err, text);
    memcpy(plain, from, n);
    plain[n] = '\0';
    struct date found = {0};
    if (date_parse(&found, plain)) {
        if (found.year < 1900 || found.year > 2199)
            return refuse(err, text);
        *out = found;
        return 0;
    }
    if (relative(&found, plain, today)) {
        *out = found;
        return 0;
    }
    struct word words[WORDS_MAX];
    int count = split(words, plain);
    bool understood = count == 1 ? one_word(&found, words, today)
                                 : count > 1 && (said(&found, words, count, today) ||
                                                 numeric(&found, words, count, today) ||
                                                 with_month(&found, words, count, today));
    if (!understood)
        return refuse(err, text);
    if (!date_valid(found)) {
        int status = error_set(err, STATUS_DATA, "there is no %d %s %d", found.day,
                               date_month_name(found.month), found.year);
        (void)error_hint(err, "Check the day and the month");
        return status;
    }
    *out = found;
    return 0;
}
