/* SPDX-License-Identifier: GPL-3.0-or-later
 * Days, times of day, hours a week, minutes of travel and pay in a wish. How a word is understood
 * is said beside it ("evenings, 17:00 to 22:00"), so that nobody has to guess.
 */
#include <stdlib.h>
#include <string.h>

#include "match_int.h"

#define PART_TIME_BELOW 30.0 /* hours a week */
#define FULL_TIME_FROM 35.0

static bool is(const struct match_words *w, size_t at, const char *word)
{
    return at < w->count && strcmp(w->word[at], word) == 0;
}

static bool is_any(const struct match_words *w, size_t at, const char *const *list)
{
    for (; *list; list++)
        if (is(w, at, *list))
            return true;
    return false;
}

/* Decimal digits with a point, whatever the locale writes for one; how much of the text it took. */
static size_t decimal(double *out, const char *text)
{
    size_t n = 0;
    double value = 0, place = 0.1;
    while (text[n] >= '0' && text[n] <= '9')
        value = value * 10 + (text[n++] - '0');
    if (n > 0 && text[n] == '.')
        for (n++; text[n] >= '0' && text[n] <= '9'; n++, place /= 10)
            value += place * (text[n] - '0');
    *out = value;
    return n;
}

static bool number(double *out, const struct match_words *w, size_t at)
{
    static const char *const words[] = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    if (at >= w->count)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(w->word[at], words[i]) == 0) {
            *out = (double)i;
            return true;
        }
    size_t n = decimal(out, w->word[at]);
    return n > 0 && (w->word[at][n] == '\0' || strcmp(w->word[at] + n, "h") == 0);
}

static bool stored_number(double *out, const char *value)
{
    size_t n = value ? decimal(out, value) : 0;
    return n > 0 && value[n] == '\0';
}

/* ---- times of day, in minutes ---- */

static bool clock_value(int *out, const char *value)
{
    if (!value || strlen(value) != 5 || value[2] != ':')
        return false;
    *out = (value[0] - '0') * 600 + (value[1] - '0') * 60 + (value[3] - '0') * 10 + value[4] - '0';
    return true;
}

/* "3pm", "15:00", "9.30", "three", "noon"; `late`: a bare small number is after noon. */
static bool clock_word(int *out, const struct match_words *w, size_t at, bool late)
{
    double n;
    char *end;
    if (is(w, at, "noon") || is(w, at, "midday")) {
        *out = 12 * 60;
        return true;
    }
    if (number(&n, w, at) && n >= 1 && n <= 24 && n == (double)(int)n) {
        int hour = (int)n;
        if (is(w, at + 1, "pm") && hour < 12)
            hour += 12;
        else if (!is(w, at + 1, "am") && hour < (late ? 9 : 7))
            hour += 12;
        *out = hour * 60;
        return true;
    }
    if (at >= w->count || w->word[at][0] < '0' || w->word[at][0] > '9')
        return false;
    long hour = strtol(w->word[at], &end, 10), minute = 0;
    if (*end == ':' || *end == '.')
        minute = strtol(end + 1, &end, 10);
    if (strcmp(end, "pm") == 0 || is(w, at + 1, "pm"))
        hour += hour < 12 ? 12 : 0;
    else if (*end != '\0' && strcmp(end, "am") != 0)
        return false;
    if (hour > 24 || minute > 59)
        return false;
    *out = (int)(hour * 60 + minute);
    return true;
}

static const char *const ends_before[] = {"by", "until", "till", "before", NULL};
static const char *const begins_after[] = {"after", "from", "since", NULL};
static const char *const units[] = {"hour",  "hours", "hrs",    "minute", "minutes",
                                    "mins",  "min",   "days",   "day",    "week",
                                    "weeks", "month", "pounds", "miles",  NULL};

/* No plain answer. What a lead says of its days and times in free words stands beside the wish. */
static void unanswered(struct match_verdicts *out, const struct match_question *q,
                       const char *field, const char *ask, const char *words)
{
    const char *free_words = "working_pattern";
    if (match_value(q, free_words))
        match_add(out, MATCH_TOGETHER, free_words, ask, words);
    else
        match_add(out, MATCH_ASK, field, ask, words);
}

static void limit(struct match_verdicts *out, const struct match_question *q, int at, bool end)
{
    int value;
    char words[40];
    const char *field = end ? "shift_end" : "shift_start";
    const char *ask = end ? "When does the work end?" : "When does the work begin?";
    (void)snprintf(words, sizeof words, end ? "done by %02d:%02d" : "not before %02d:%02d", at / 60,
                   at % 60);
    if (clock_value(&value, match_value(q, field)))
        match_add(out, (end ? value <= at : value >= at) ? MATCH_FITS : MATCH_FITS_NOT, field, ask,
                  words);
    else
        unanswered(out, q, field, ask, words);
}

static void times(struct match_verdicts *out, const struct match_question *q)
{
    const struct match_words *w = q->words;
    for (size_t i = 0; i + 1 < w->count; i++) {
        bool end = is_any(w, i, ends_before), start = is_any(w, i, begins_after);
        bool than = (is(w, i, "later") || is(w, i, "earlier")) && is(w, i + 1, "than");
        size_t at = i + (than ? 2 : 1);
        int clock;
        if ((!end && !start && !than) || is_any(w, at + 1, units) ||
            !clock_word(&clock, w, at, end || is(w, i, "later")))
            continue;
        if (than) /* "no later than three", "no earlier than ten" */
            limit(out, q, clock, is(w, i, "later"));
        else /* "finish by three"; "not before ten", "after five" among what is to be avoided */
            limit(out, q, clock, (q->unwanted || match_denied(w, i)) ? start : end);
    }
}

/* ---- parts of the day ---- */

struct part {
    const char *one, *many, *shown;
    int from, to; /* minutes */
};
static const struct part parts[] = {
    {"early", "early", "early, before 08:00", 4 * 60, 8 * 60},
    {"morning", "mornings", "mornings, 05:00 to 12:00", 5 * 60, 12 * 60},
    {"afternoon", "afternoons", "afternoons, 12:00 to 17:00", 12 * 60, 17 * 60},
    {"evening", "evenings", "evenings, 17:00 to 22:00", 17 * 60, 22 * 60},
    {"night", "nights", "nights, 22:00 to 05:00", 22 * 60, 29 * 60},
};
#define SHIFT_MATTERS 120 /* minutes of a shift in an unwanted part of the day */

static int overlap(int a, int b, int from, int to)
{
    int low = a > from ? a : from, high = b < to ? b : to;
    return high > low ? high - low : 0;
}

static void part_of_day(struct match_verdicts *out, const struct match_question *q, size_t at,
                        const struct part *p)
{
    int start, end, day = 24 * 60;
    bool denied = match_denied(q->words, at);
    static const char ask[] = "From when to when is the work?";
    if (!clock_value(&start, match_value(q, "shift_start")) ||
        !clock_value(&end, match_value(q, "shift_end"))) {
        unanswered(out, q, "shift_start", ask, p->shown);
        return;
    }
    end += end <= start ? day : 0;
    int inside = overlap(start, end, p->from, p->to) +
                 overlap(start, end, p->from + day, p->to + day) +
                 overlap(start, end, p->from - day, p->to - day);
    enum match_fit fit = MATCH_TOGETHER;
    if (denied && q->unwanted)
        fit = MATCH_TOGETHER;
    else if (denied || q->unwanted)
        fit = inside == 0 ? MATCH_FITS : inside >= SHIFT_MATTERS ? MATCH_FITS_NOT : MATCH_TOGETHER;
    else
        fit = inside == end - start ? MATCH_FITS : inside == 0 ? MATCH_FITS_NOT : MATCH_TOGETHER;
    match_add(out, fit, "shift_start", ask, p->shown);
}

/* ---- days ---- */

static const char *const day_names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};

/* Days of the week that a word names, as bits. */
static unsigned days_of(const char *word)
{
    size_t n = strlen(word);
    if (strcmp(word, "weekend") == 0 || strcmp(word, "weekends") == 0)
        return 0x60;
    if (strcmp(word, "weekdays") == 0)
        return 0x1f;
    for (size_t i = 0; i < 7; i++) {
        size_t length = strlen(day_names[i]);
        if (strncmp(word, day_names[i], length) == 0 &&
            (n == length || (n == length + 1 && word[length] == 's')))
            return 1u << i;
    }
    return 0;
}

static void days(struct match_verdicts *out, const struct match_question *q)
{
    const char *value = match_value(q, "days");
    unsigned wished = 0, denied = 0, held = 0;
    bool only = false;
    char words[64] = "";
    for (size_t i = 0; i < q->words->count; i++) {
        unsigned bits = days_of(q->words->word[i]);
        only = only || is(q->words, i, "only") || is(q->words, i, "weekdays");
        if (bits == 0)
            continue;
        *(match_denied(q->words, i) ? &denied : &wished) |= bits;
        size_t n = strlen(words);
        (void)snprintf(words + n, sizeof words - n, "%s%s", n > 0 ? ", " : "", q->words->word[i]);
    }
    if (wished == 0 && denied == 0)
        return;
    static const char ask[] = "On which days is the work?";
    if (!value) {
        unanswered(out, q, "days", ask, words);
        return;
    }
    for (size_t i = 0; i < 7; i++)
        held |= strstr(value, day_names[i]) ? 1u << i : 0;
    enum match_fit fit = MATCH_TOGETHER;
    if (denied != 0 && (q->unwanted || wished != 0))
        fit = MATCH_TOGETHER;
    else if (denied != 0 || q->unwanted)
        fit = (held & (denied | wished)) == 0 ? MATCH_FITS : MATCH_FITS_NOT;
    else if (only)
        fit = (held & ~wished) == 0 ? MATCH_FITS : MATCH_FITS_NOT;
    else
        fit = (held & wished) == wished ? MATCH_FITS
              : (held & wished) == 0    ? MATCH_FITS_NOT
                                        : MATCH_TOGETHER;
    match_add(out, fit, "days", ask, words);
}

/* ---- amounts ---- */

enum bound { ABOUT, AT_MOST, AT_LEAST };

/* What stands before a number: "up to", "no more than", "at least". */
static enum bound bound_before(const struct match_words *w, size_t at)
{
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        size_t i = at - back;
        if (is(w, i, "most") || is(w, i, "max") || is(w, i, "maximum") || is(w, i, "under") ||
            is(w, i, "below") || is(w, i, "less") || is(w, i, "within") ||
            (is(w, i, "up") && is(w, i + 1, "to")))
            return AT_MOST;
        if (is(w, i, "least") || is(w, i, "min") || is(w, i, "minimum"))
            return AT_LEAST;
        if (is(w, i, "over") || is(w, i, "more") || is(w, i, "above"))
            return i > 0 && (is(w, i - 1, "no") || is(w, i - 1, "not")) ? AT_MOST : AT_LEAST;
    }
    return ABOUT;
}

static enum bound turned(enum bound b)
{
    return b == AT_MOST ? AT_LEAST : b == AT_LEAST ? AT_MOST : ABOUT;
}

static enum match_fit compare(double value, enum bound b, double low, double high)
{
    if (b == AT_MOST)
        return value <= high ? MATCH_FITS : MATCH_FITS_NOT;
    if (b == AT_LEAST)
        return value >= low ? MATCH_FITS : MATCH_FITS_NOT;
    return value >= low && value <= high ? MATCH_FITS : MATCH_TOGETHER;
}

static void amount_words(char out[64], enum bound b, double low, double high, const char *unit)
{
    if (b == ABOUT && low < high)
        (void)snprintf(out, 64, "%g to %g %s", low, high, unit);
    else
        (void)snprintf(out, 64, "%s%g %s",
                       b == AT_MOST    ? "at most "
                       : b == AT_LEAST ? "at least "
                                       : "",
                       b == AT_LEAST ? low : high, unit);
}

static void hours(struct match_verdicts *out, const struct match_question *q)
{
    static const char *const names[] = {"hours", "hrs", "hour", NULL};
    static const char ask[] = "How many hours a week is it?";
    double value = 0, n, low;
    char words[64];
    const struct match_words *w = q->words;
    bool known = stored_number(&value, match_value(q, "hours_per_week"));
    for (size_t i = 0; i < w->count; i++) {
        bool attached = number(&n, w, i) && strchr(w->word[i], 'h') && w->word[i][0] <= '9';
        if (!number(&n, w, i) || (!attached && !is_any(w, i + 1, names)) || is(w, i + 2, "day") ||
            is(w, i + 3, "day"))
            continue;
        size_t first = i;
        low = n;
        if (i > 0 && number(&low, w, i - 1))
            first = i - 1;
        else if (i > 1 && is(w, i - 1, "to") && number(&low, w, i - 2))
            first = i - 2;
        else
            low = n;
        enum bound b = bound_before(w, first);
        b = q->unwanted ? turned(b) : b;
        amount_words(words, b, low, n, "hours a week");
        enum match_fit fit = !known ? MATCH_ASK : compare(value, b, low, n);
        if (q->unwanted && b == ABOUT && known)
            fit = MATCH_TOGETHER;
        match_add(out, fit, "hours_per_week", ask, words);
    }
    for (size_t i = 0; i + 1 < w->count; i++) {
        bool part = is(w, i, "part"), full = is(w, i, "full");
        if ((!part && !full) || !is(w, i + 1, "time"))
            continue;
        bool wanted = !(q->unwanted || match_denied(w, i));
        bool yes = part ? value < PART_TIME_BELOW : value >= FULL_TIME_FROM;
        bool no = part ? value >= FULL_TIME_FROM : value < PART_TIME_BELOW;
        enum match_fit fit = !known                         ? MATCH_ASK
                             : yes == wanted && (yes || no) ? MATCH_FITS
                             : yes || no                    ? MATCH_FITS_NOT
                                                            : MATCH_TOGETHER;
        match_add(out, fit, "hours_per_week", ask,
                  part ? "part time, under 30 hours" : "full time, 35 hours and more");
    }
}

static void travel(struct match_verdicts *out, const struct match_question *q)
{
    static const char *const minutes[] = {"minutes", "mins", "minute", "min", NULL};
    static const char ask[] = "How long is the journey at that hour?";
    double value = 0, n = 0;
    char words[64];
    const struct match_words *w = q->words;
    bool known = stored_number(&value, match_value(q, "travel_minutes"));
    for (size_t i = 0; i < w->count; i++) {
        size_t at = i;
        if (number(&n, w, i) && is_any(w, i + 1, minutes)) {
            /* as it is */
        } else if (is(w, i, "half") && is(w, i + 1, "an") && is(w, i + 2, "hour")) {
            n = 30;
        } else if (is(w, i, "an") && is(w, i + 1, "hour") && !(i > 0 && is(w, i - 1, "half"))) {
            n = 60;
        } else if (number(&n, w, i) && (is(w, i + 1, "hour") || is(w, i + 1, "hours"))) {
            n *= 60;
        } else {
            continue;
        }
        enum bound b = bound_before(w, at);
        b = q->unwanted ? turned(b) : b == ABOUT ? AT_MOST : b; /* a length named is a limit */
        amount_words(words, b, n, n, "minutes each way");
        enum match_fit fit = !known                      ? MATCH_ASK
                             : q->unwanted && b == ABOUT ? MATCH_TOGETHER
                                                         : compare(value, b, n, n);
        match_add(out, fit, "travel_minutes", ask, words);
        return;
    }
}

static void pay(struct match_verdicts *out, const struct match_question *q)
{
    static const char ask[] = "What is the pay, and for each what?";
    double value = 0, n = 0;
    char words[64];
    const struct match_words *w = q->words;
    const char *per = match_value(q, "pay_per");
    bool known = stored_number(&value, match_value(q, "pay"));
    for (size_t i = 0; i < w->count; i++) {
        if (!number(&n, w, i) || w->word[i][0] > '9' || n <= 0)
            continue;
        const char *unit = NULL;
        static const char *const each[] = {"hour", "day", "week", "month", "year"};
        for (size_t k = i + 1; k < w->count && k <= i + 3 && !unit; k++)
            for (size_t u = 0; u < 5 && !unit; u++)
                unit = is(w, k, each[u]) ? each[u] : NULL;
        unit = unit ? unit : n < 100 ? "hour" : n >= 5000 ? "year" : NULL;
        if (!unit || q->unwanted)
            continue;
        (void)snprintf(words, sizeof words, "at least %g each %s", n, unit);
        enum match_fit fit = !known || !per           ? MATCH_ASK
                             : strcmp(per, unit) != 0 ? MATCH_TOGETHER
                             : value >= n             ? MATCH_FITS
                                                      : MATCH_FITS_NOT;
        match_add(out, fit, "pay", ask, words);
        return;
    }
}

void match_numbers(struct match_verdicts *out, const struct match_question *q)
{
    if (q->aspect == MATCH_SCHEDULE || q->aspect == MATCH_REST) {
        times(out, q);
        for (size_t i = 0; i < q->words->count; i++)
            for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
                if (is(q->words, i, parts[p].one) || is(q->words, i, parts[p].many))
                    part_of_day(out, q, i, &parts[p]);
        days(out, q);
        hours(out, q);
    }
    if (q->aspect == MATCH_TRAVEL)
        travel(out, q);
    if (q->aspect == MATCH_MONEY)
        pay(out, q);
}
