/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a match says in words: for a list, and for the record of what was decided.
 */
#include "inwork/base/buf.h"
#include "inwork/model/match.h"

static size_t of_both(const struct match_option *o, enum match_weight a, enum match_weight b,
                      enum match_fit fit)
{
    return match_count(o, a, fit) + match_count(o, b, fit);
}

static void part(struct buf *out, size_t start, size_t n, const char *one, const char *many)
{
    if (n > 0)
        buf_printf(out, "%s%zu %s", out->len > start ? "; " : "", n, n == 1 ? one : many);
}

void match_describe(struct buf *out, const struct match_option *o)
{
    size_t start = out->len;
    size_t ask = 0, together = 0;
    for (size_t i = 0; i < o->line_count; i++) {
        bool weighed = o->lines[i].weight != MATCH_TOLD;
        ask += weighed && o->lines[i].fit == MATCH_ASK;
        together += weighed && o->lines[i].fit == MATCH_TOGETHER;
    }
    part(out, start, of_both(o, MATCH_MUST, MATCH_AVOID, MATCH_FITS_NOT), "must does not fit",
         "musts do not fit");
    part(out, start, of_both(o, MATCH_MUST, MATCH_AVOID, MATCH_FITS), "must fits", "musts fit");
    part(out, start, of_both(o, MATCH_LIKE, MATCH_RATHER_NOT, MATCH_FITS), "wish fits",
         "wishes fit");
    part(out, start, of_both(o, MATCH_LIKE, MATCH_RATHER_NOT, MATCH_FITS_NOT), "wish does not",
         "wishes do not");
    part(out, start, ask, "to ask", "to ask");
    part(out, start, together, "to look at", "to look at");
    if (out->len == start)
        buf_add(out, "no wish is written to hold against it");
}

void match_meets(struct buf *out, const struct match_option *o)
{
    for (size_t i = 0; i < o->line_count; i++) {
        const struct match_line *l = &o->lines[i];
        if (l->fit == MATCH_FITS && l->weight != MATCH_TOLD)
            buf_printf(out, "%s%s: “%s” (%s)", out->len > 0 ? "\n" : "",
                       match_weight_title(l->weight), l->wanted, l->found ? l->found : "");
    }
}

void match_doubts(struct buf *out, const struct match_option *o)
{
    for (size_t i = 0; i < o->line_count; i++) {
        const struct match_line *l = &o->lines[i];
        if (l->fit == MATCH_FITS || l->weight == MATCH_TOLD)
            continue;
        buf_printf(out, "%s%s: “%s”", out->len > 0 ? "\n" : "", match_weight_title(l->weight),
                   l->wanted);
        if (l->fit == MATCH_FITS_NOT)
            buf_printf(out, " does not fit (%s)", l->found ? l->found : "");
        else
            buf_printf(out, ". %s", l->ask ? l->ask : "Look at it together.");
    }
}
