/* SPDX-License-Identifier: GPL-3.0-or-later
 * The state of an adjustment from its answers, and the line that tells it.
 */
#include "inwork/model/adjustment.h"

#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/model/field.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

static const struct {
    const char *title;
    const char *outcome; /* the answer to where it stands */
    const char *day;     /* the field that says since when; NULL: none */
} states[] = {
    [ADJUSTMENT_TO_ASK] = {"to ask", "", NULL},
    [ADJUSTMENT_ASKED] = {"asked", "asked", "asked_on"},
    [ADJUSTMENT_AGREED] = {"agreed", "agreed", "agreed_on"},
    [ADJUSTMENT_IN_PLACE] = {"in place", "in_place", "in_place_on"},
    [ADJUSTMENT_REVIEWED] = {"reviewed", "in_place", "reviewed_on"},
    [ADJUSTMENT_REFUSED] = {"refused", "refused", NULL},
    [ADJUSTMENT_ENDED] = {"ended", "ended", NULL},
};

const char *adjustment_state_title(enum adjustment_state state)
{
    return states[state].title;
}

/* The first of several answers, where people differ. */
static const char *first(const struct record *r, const char *field)
{
    const struct record_field *f = record_field(r, field);
    bool text = f && f->head_count > 0 && f->heads[0].value.type == VALUE_TEXT;
    return text ? f->heads[0].value.text : "";
}

enum adjustment_state adjustment_state(const struct record *r)
{
    const char *outcome = first(r, "outcome");
    bool reviewed = first(r, "reviewed_on")[0] != '\0';
    for (int i = ADJUSTMENT_ASKED; outcome[0] != '\0' && i < ADJUSTMENT_STATES; i++)
        if (strcmp(outcome, states[i].outcome) == 0)
            return i == ADJUSTMENT_IN_PLACE && reviewed ? ADJUSTMENT_REVIEWED
                                                        : (enum adjustment_state)i;
    if (first(r, "in_place_on")[0] != '\0')
        return reviewed ? ADJUSTMENT_REVIEWED : ADJUSTMENT_IN_PLACE;
    if (first(r, "agreed_on")[0] != '\0')
        return ADJUSTMENT_AGREED;
    return first(r, "asked_on")[0] != '\0' ? ADJUSTMENT_ASKED : ADJUSTMENT_TO_ASK;
}

/* The day on which the answer was last written as it is now. */
static int take_step(const struct history_step *step, void *payload, struct error *err)
{
    struct date *day = payload;
    int64_t at = 0;
    (void)err;
    for (size_t i = 0; i < step->count; i++)
        if (step->counted && strcmp(step->set[i].field, "outcome") == 0 &&
            time_parse_rfc3339(&at, step->at))
            *day = date_of_moment(at);
    return 0;
}

static struct date since(struct store *s, const struct record *r, enum adjustment_state state)
{
    struct date day = {0};
    const char *field = states[state].day;
    if ((!field || !date_parse(&day, first(r, field))) && first(r, "outcome")[0] != '\0' &&
        store_history(s, r->id, "outcome", take_step, &day, NULL) < 0)
        day = (struct date){0};
    return day;
}

static void add_text(struct buf *out, const char *before, const char *text)
{
    buf_add(out, before);
    for (; *text != '\0'; text++)
        buf_push(out, *text == '\n' || *text == '\t' ? ' ' : *text);
}

static void add_answer(struct buf *out, const struct catalogue_kind *k, const struct record *r,
                       const char *field, const char *before, bool restricted)
{
    const struct catalogue_field *f = k ? catalogue_field(k, field) : NULL;
    const struct record_field *a = record_field(r, field);
    struct buf text = BUF_ZERO;
    if (!f || !a || a->head_count == 0 || (!restricted && field_is_restricted(k, f)))
        return;
    field_show(&text, f, &a->heads[0].value);
    if (text.len > 0)
        add_text(out, before, buf_text(&text));
    buf_free(&text);
}

/* ", by the client", ", together" */
static void add_asker(struct buf *out, const struct catalogue_kind *k, const struct record *r)
{
    const char *who = first(r, "asked_by");
    const char *label = k ? field_choice_label(catalogue_field(k, "asked_by"), who) : NULL;
    if (!label)
        return;
    buf_add(out, strcmp(who, "together") == 0 ? ", " : ", by ");
    size_t from = out->len;
    buf_add(out, label);
    if (buf_ok(out, NULL) == 0 && out->data[from] >= 'A' && out->data[from] <= 'Z')
        out->data[from] = (char)(out->data[from] - 'A' + 'a');
}

void adjustment_describe(struct buf *out, struct store *s, const struct record *r, bool restricted)
{
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), r->kind);
    enum adjustment_state state = adjustment_state(r);
    struct date day = since(s, r, state);
    const struct record_field *outcome = record_field(r, "outcome");
    size_t from = out->len;
    struct buf asked = BUF_ZERO;
    add_answer(out, k, r, "adjustment", "", restricted);
    if (out->len == from)
        add_answer(out, k, r, "need", "", restricted);
    if (out->len == from)
        buf_add(out, "An adjustment");
    add_answer(&asked, k, r, "asked_of", " of ", restricted);
    add_asker(&asked, k, r);
    if (asked.len > 0 || state == ADJUSTMENT_ASKED)
        buf_printf(out, "; %s%s", state == ADJUSTMENT_TO_ASK ? "to be asked" : "asked",
                   buf_text(&asked));
    if (state != ADJUSTMENT_ASKED && (asked.len == 0 || state != ADJUSTMENT_TO_ASK))
        buf_printf(out, "; %s", states[state].title);
    if (outcome && outcome->head_count > 1)
        buf_add(out, " (in conflict)");
    if (day.year != 0) {
        buf_add(out, " since ");
        date_describe_day(out, day);
    }
    add_answer(out, k, r, "review_on", "; look again ", restricted);
    buf_free(&asked);
}
