/* SPDX-License-Identifier: GPL-3.0-or-later
 * One wish against the answers of one setting: the rules first; where none knows a word of it, the
 * words that both sides use are put beside one another; where there is nothing, it is a question.
 */
#include <stdlib.h>
#include <string.h>

#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "match_int.h"

#define SHARED_LETTERS 4 /* shorter words are in every text */
#define QUOTE_BYTES 160

void match_split(struct match_words *out, const char *text)
{
    struct buf folded = BUF_ZERO;
    out->count = 0;
    utf8_fold(&folded, text, strlen(text));
    const char *p = buf_text(&folded);
    size_t n = 0;
    char *word = out->word[0];
    for (size_t i = 0; i <= folded.len && out->count < MATCH_WORDS;) {
        uint32_t c = 0;
        size_t bytes = i < folded.len ? utf8_decode(&c, p + i, folded.len - i) : 0;
        size_t at = i;
        bool digit_before = n > 0 && word[n - 1] >= '0' && word[n - 1] <= '9';
        i += bytes > 0 ? bytes : 1;
        bool digit_after = i < folded.len && p[i] >= '0' && p[i] <= '9';
        if (c == '\'') /* don't, o'clock: one word */
            continue;
        if (utf8_is_word(c) || ((c == '.' || c == ':') && digit_before && digit_after)) {
            for (; at < i && n + (i - at) < MATCH_WORD_SIZE; at++)
                word[n++] = p[at];
            continue;
        }
        if (n > 0) {
            word[n] = '\0';
            out->count++;
            if (out->count < MATCH_WORDS)
                word = out->word[out->count];
        }
        n = 0;
    }
    buf_free(&folded);
}

const char *match_value(const struct match_question *q, const char *field)
{
    for (size_t i = 0; i < q->count; i++)
        if (strcmp(q->facts[i].field, field) == 0)
            return q->facts[i].value;
    return NULL;
}

void match_add(struct match_verdicts *out, enum match_fit fit, const char *field, const char *ask,
               const char *words)
{
    if (out->count == MATCH_VERDICTS)
        return;
    struct match_verdict *v = &out->items[out->count++];
    *v = (struct match_verdict){.fit = fit, .field = field, .ask = ask};
    (void)snprintf(v->words, sizeof v->words, "%s", words);
}

static bool is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

bool match_denied(const struct match_words *w, size_t at)
{
    static const char *const before[] = {"no",   "not",    "without", "never",   "avoid", "away",
                                         "dont", "cannot", "cant",    "nothing", NULL};
    static const char *const after[] = {"off", "free", NULL};
    for (size_t back = 1; back <= 3 && back <= at; back++)
        if (is_one_of(w->word[at - back], before))
            return true;
    return at + 1 < w->count && is_one_of(w->word[at + 1], after);
}

static const struct match_fact *fact(const struct match_fact *facts, size_t count,
                                     const char *field)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(facts[i].field, field) == 0)
            return &facts[i];
    return NULL;
}

static void quote(struct buf *out, const struct match_fact *f)
{
    size_t n = strlen(f->shown);
    size_t cut = n > QUOTE_BYTES ? utf8_floor(f->shown, n, QUOTE_BYTES) : n;
    buf_printf(out, "%s%s: ", out->len > 0 ? "; " : "", f->label);
    for (size_t i = 0; i < cut; i++)
        buf_push(out, f->shown[i] == '\n' ? ' ' : f->shown[i]);
    buf_add(out, cut < n ? "…" : "");
}

static bool said_already(const struct match_verdicts *v, size_t upto, const char *field)
{
    for (size_t i = 0; i < upto; i++)
        if (strcmp(v->items[i].field, field) == 0)
            return true;
    return false;
}

/* The gravest of the verdicts stands for the line. */
static enum match_fit sum_up(const struct match_verdicts *v)
{
    static const enum match_fit order[] = {MATCH_FITS_NOT, MATCH_ASK, MATCH_TOGETHER};
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < v->count; i++)
            if (v->items[i].fit == order[k])
                return order[k];
    return MATCH_FITS;
}

static int take_text(char **out, struct buf *text, struct error *err)
{
    int status = buf_ok(text, err);
    if (status == 0 && text->len > 0) {
        *out = strdup(buf_text(text));
        status = *out ? 0 : error_memory(err);
    }
    buf_free(text);
    return status;
}

static int from_rules(struct match_line *line, const struct match_verdicts *v,
                      const struct match_fact *facts, size_t count, struct error *err)
{
    static const char *const says[MATCH_FIT_COUNT] = {
        [MATCH_FITS] = "“%s” is met by %s",
        [MATCH_FITS_NOT] = "“%s” is not met by %s",
        [MATCH_TOGETHER] = "“%s” stands beside %s: look at this together",
        [MATCH_ASK] = "“%s” cannot be told yet: nothing is written about it",
    };
    struct buf found = BUF_ZERO, why = BUF_ZERO, ask = BUF_ZERO;
    line->fit = sum_up(v);
    for (size_t i = 0; i < v->count; i++) {
        const struct match_verdict *x = &v->items[i];
        const struct match_fact *f = fact(facts, count, x->field);
        struct buf quoted = BUF_ZERO;
        if (f)
            quote(&quoted, f);
        if (f && !said_already(v, i, x->field))
            quote(&found, f);
        buf_add(&why, why.len > 0 ? "; " : "");
        const char *form = says[x->fit];
        const char *hole = strstr(form, "%s");
        buf_append(&why, form, (size_t)(hole - form));
        buf_add(&why, x->words);
        const char *rest = hole + 2, *second = strstr(rest, "%s");
        buf_append(&why, rest, second ? (size_t)(second - rest) : strlen(rest));
        if (second)
            buf_printf(&why, "%s%s", buf_text(&quoted), second + 2);
        if (x->fit == MATCH_ASK || (x->fit == MATCH_TOGETHER && line->fit == MATCH_TOGETHER))
            if (!strstr(buf_text(&ask), x->ask))
                buf_printf(&ask, "%s%s", ask.len > 0 ? " " : "", x->ask);
        buf_free(&quoted);
    }
    int status = take_text(&line->found, &found, err);
    int other = take_text(&line->why, &why, err);
    status = status < 0 ? status : other;
    other = take_text(&line->ask, &ask, err);
    return status < 0 ? status : other;
}

static bool shares(struct buf *words, const struct match_words *wish, const char *text)
{
    static const char *const common[] = {
        "with",  "that",   "this",  "from",  "work", "some", "want", "have", "like",  "good",
        "would", "there",  "where", "when",  "very", "much", "more", "less", "about", "into",
        "their", "people", "place", "hours", "days", "time", "kind", NULL};
    struct match_words theirs;
    bool any = false;
    match_split(&theirs, text);
    for (size_t i = 0; i < wish->count; i++) {
        const char *word = wish->word[i];
        if (strlen(word) < SHARED_LETTERS || is_one_of(word, common))
            continue;
        for (size_t k = 0; k < theirs.count; k++)
            if (strcmp(theirs.word[k], word) == 0) {
                if (!strstr(buf_text(words), word))
                    buf_printf(words, "%s“%s”", words->len > 0 ? ", " : "", word);
                any = true;
                break;
            }
    }
    return any;
}

/* Nothing is judged: what the setting says of the same aspect stands beside the wish, those answers
 * that share a word with it first. */
static int from_words(struct match_line *line, const struct match_words *wish,
                      const struct match_fact *facts, size_t count, struct error *err)
{
    struct buf found = BUF_ZERO, why = BUF_ZERO, ask = BUF_ZERO, words = BUF_ZERO;
    for (size_t i = 0; i < count; i++)
        if (shares(&words, wish, facts[i].shown))
            quote(&found, &facts[i]);
    bool shared = found.len > 0;
    for (size_t i = 0; !shared && i < count; i++)
        if (facts[i].aspect == line->aspect && line->aspect != MATCH_REST)
            quote(&found, &facts[i]);
    line->fit = found.len > 0 ? MATCH_TOGETHER : MATCH_ASK;
    if (shared)
        buf_printf(&why, "Both speak of %s: look at this together", buf_text(&words));
    else if (found.len > 0)
        buf_add(&why, "Nothing says plainly whether it is so: look at this together");
    else
        buf_add(&why, "Nothing is written about it");
    if (line->weight != MATCH_TOLD)
        buf_printf(&ask, "How is it there: “%s”?", line->wanted);
    buf_free(&words);
    int status = take_text(&line->found, &found, err);
    int other = take_text(&line->why, &why, err);
    status = status < 0 ? status : other;
    other = take_text(&line->ask, &ask, err);
    return status < 0 ? status : other;
}

int match_judge(struct match_line *line, const struct match_fact *facts, size_t count,
                struct error *err)
{
    struct match_words words;
    struct match_verdicts verdicts = {0};
    match_split(&words, line->wanted);
    const struct match_question q = {
        .words = &words,
        .aspect = line->aspect,
        .unwanted = line->weight == MATCH_RATHER_NOT || line->weight == MATCH_AVOID,
        .facts = facts,
        .count = count,
    };
    if (line->weight != MATCH_TOLD) {
        match_choices(&verdicts, &q);
        match_numbers(&verdicts, &q);
    }
    return verdicts.count > 0 ? from_rules(line, &verdicts, facts, count, err)
                              : from_words(line, &words, facts, count, err);
}
