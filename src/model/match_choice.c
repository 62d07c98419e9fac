/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words of a wish that answers with choices speak to: "quiet" and the noise of a place. A word
 * counts only under the aspects it is plain in; the table is all there is to know about it.
 */
#include <string.h>

#include "match_int.h"

#define IN(aspect) (1u << (aspect))
#define ANYWHERE IN(MATCH_REST)

/* Where the answer is one of `yes`, the word is true of the place; where one of `no`, it is not;
 * anything else is between the two. */
struct rule {
    unsigned aspects;
    const char *words, *field, *yes, *no, *ask;
};

static const char how_noisy[] = "How noisy is it, and when?";
static const char how_crowded[] = "How many people are about at once?";
static const char in_or_out[] = "Is the work indoors or outdoors?";
static const char how_public[] = "How much is there to do with customers or the public?";
static const char how_close[] = "Who works beside them, and how near?";
static const char what_contract[] = "What kind of contract is it?";
static const char how_often[] = "How often does somebody sit down with the person?";
static const char after_work[] = "Do people meet after work, and is one expected to come?";

static const struct rule rules[] = {
    {IN(MATCH_SURROUNDINGS) | ANYWHERE, "quiet calm peaceful silent", "noise_level", "quiet",
     "noisy", how_noisy},
    {IN(MATCH_SURROUNDINGS) | ANYWHERE, "noise noisy loud", "noise_level", "noisy", "quiet",
     how_noisy},
    {IN(MATCH_SURROUNDINGS) | IN(MATCH_PEOPLE) | ANYWHERE, "crowd crowds crowded", "crowding",
     "crowded", "isolated", how_crowded},
    {IN(MATCH_SURROUNDINGS) | IN(MATCH_WORK) | ANYWHERE, "outdoors outside outdoor",
     "inside_or_outside", "outside", "inside", in_or_out},
    {IN(MATCH_SURROUNDINGS) | IN(MATCH_WORK) | ANYWHERE, "indoors inside indoor",
     "inside_or_outside", "inside", "outside", in_or_out},
    {IN(MATCH_PEOPLE) | IN(MATCH_WORK) | IN(MATCH_SURROUNDINGS) | ANYWHERE,
     "customer customers public", "contact_with_public", "constant", "none", how_public},
    {IN(MATCH_PEOPLE), "alone myself solitary", "coworker_closeness", "alone", "side_by_side",
     how_close},
    {IN(MATCH_PEOPLE), "colleagues company team", "coworker_closeness", "side_by_side same_room",
     "alone", how_close},
    {IN(MATCH_PEOPLE), "socialising socializing parties pub", "socialising_after_work", "expected",
     "rare", after_work},
    {IN(MATCH_SUPERVISION), "daily day", "supervision_frequency", "constant daily", "monthly less",
     how_often},
    {IN(MATCH_SUPERVISION), "weekly week regular often", "supervision_frequency",
     "constant daily weekly", "monthly less", how_often},
    {IN(MATCH_MONEY), "permanent secure steady", "contract_type", "permanent",
     "fixed_term temporary zero_hours agency", what_contract},
    {IN(MATCH_MONEY), "temporary seasonal", "contract_type", "temporary fixed_term", "permanent",
     what_contract},
    {IN(MATCH_MONEY) | IN(MATCH_SCHEDULE), "zero", "contract_type", "zero_hours",
     "permanent fixed_term apprenticeship", what_contract},
    {IN(MATCH_MONEY), "agency", "contract_type", "agency", "permanent fixed_term", what_contract},
    {IN(MATCH_MONEY), "apprenticeship", "contract_type", "apprenticeship", "zero_hours agency",
     what_contract},
};

/* Is the word one of a list separated by spaces? */
static bool among(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = list; *p;) {
        size_t length = strcspn(p, " ");
        if (length == n && memcmp(p, word, n) == 0)
            return true;
        p += length + (p[length] == ' ');
    }
    return false;
}

void match_choices(struct match_verdicts *out, const struct match_question *q)
{
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        const struct rule *rule = &rules[r];
        const char *value = match_value(q, rule->field);
        if ((rule->aspects & IN(q->aspect)) == 0)
            continue;
        for (size_t i = 0; i < q->words->count; i++) {
            if (!among(rule->words, q->words->word[i]))
                continue;
            bool denied = match_denied(q->words, i);
            /* Denied and unwanted at once can be read both ways. */
            bool clear = !(denied && q->unwanted);
            bool wanted = !denied && !q->unwanted;
            enum match_fit fit = MATCH_TOGETHER;
            if (!value)
                fit = MATCH_ASK;
            else if (clear && among(rule->yes, value))
                fit = wanted ? MATCH_FITS : MATCH_FITS_NOT;
            else if (clear && among(rule->no, value))
                fit = wanted ? MATCH_FITS_NOT : MATCH_FITS;
            match_add(out, fit, rule->field, rule->ask, q->words->word[i]);
            break;
        }
    }
}
