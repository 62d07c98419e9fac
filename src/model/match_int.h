/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words of a wish, and the rules that know some of them.
 */
#ifndef INWORK_MODEL_MATCH_INT_H
#define INWORK_MODEL_MATCH_INT_H

#include "inwork/base/buf.h"
#include "inwork/model/match.h"

#define MATCH_WORDS 96     /* of a wish; more are left unread */
#define MATCH_WORD_SIZE 28 /* longer words are cut */

/* Folded words; numbers keep a point or colon inside ("11.50", "9:30"). */
struct match_words {
    char word[MATCH_WORDS][MATCH_WORD_SIZE];
    size_t count;
};
void match_split(struct match_words *out, const char *text);

/* What one word of a wish says of one answer of a setting. */
struct match_verdict {
    enum match_fit fit;
    const char *field; /* the answer it was held against */
    const char *ask;   /* what to ask where it is not known */
    char words[64];    /* those of the wish, as understood: "by 15:00" */
};
#define MATCH_VERDICTS 8
struct match_verdicts {
    struct match_verdict items[MATCH_VERDICTS];
    size_t count;
};

/* What rules look at. */
struct match_question {
    const struct match_words *words;
    enum match_aspect aspect;
    bool unwanted; /* the weight says: rather not, avoid */
    const struct match_fact *facts;
    size_t count;
};
/* The value of an answer, or NULL. */
const char *match_value(const struct match_question *q, const char *field);
void match_add(struct match_verdicts *out, enum match_fit fit, const char *field, const char *ask,
               const char *words);
/* Is the word at `at` denied: "no customers", "weekends off"? */
bool match_denied(const struct match_words *w, size_t at);

/* Words for answers with choices (match_choice.c); days, times, hours, minutes, pay
 * (match_number.c). */
void match_choices(struct match_verdicts *out, const struct match_question *q);
void match_numbers(struct match_verdicts *out, const struct match_question *q);

#endif
