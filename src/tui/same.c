/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two records side by side, answer by answer, before they are shown as one or said to be two; and
 * taking either back.
 */
#include "move_int.h"
#include "same_int.h"

#include "choose_int.h"
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/model/apart.h"
#include "inwork/model/same.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "prompt_int.h"
#include "show_int.h"
#include "sync_int.h"
#include "ui_int.h"

#define DETAIL_ROWS 4 /* the marked answers in full */
#define APART_MOST 12 /* offered to be taken back */

struct pair {
    const struct catalogue_field *field;
    struct buf answer[2];
    bool differ;
};

struct compare {
    struct view view;
    struct record record[2];
    struct pair *pairs;
    size_t count, selected, top, differing;
    enum { DECIDED_NOTHING, DECIDED_SAME, DECIDED_TWO } decided;
};

/* All current answers of a field, for people. */
static void answers_of(struct ui *ui, struct buf *out, const struct catalogue_field *f,
                       const struct record *r)
{
    const struct record_field *field = record_field(r, f->name);
    for (size_t i = 0; field != NULL && i < field->head_count; i++) {
        if (field->heads[i].value.type == VALUE_NULL) {
            continue;
        }
        if (out->len > 0) {
            buf_add(out, " / ");
        }
        show_value(ui, out, f, &field->heads[i].value);
    }
}

/* Those that differ first: they are what there is to look at. */
static void add_pairs(struct compare *c, const struct catalogue_kind *kind, bool differing)
{
    for (size_t i = 0; i < kind->field_count; i++) {
        struct pair *p = &c->pairs[c->count];
        *p = (struct pair){.field = &kind->fields[i]};
        for (size_t side = 0; side < 2; side++) {
            answers_of(c->view.ui, &p->answer[side], p->field, &c->record[side]);
        }
        bool any = p->answer[0].len + p->answer[1].len > 0;
        bool both = p->answer[0].len > 0 && p->answer[1].len > 0;
        p->differ = both && strcmp(buf_text(&p->answer[0]), buf_text(&p->answer[1])) != 0;
        if (any && p->differ == differing) {
            c->count++;
            c->differing += differing;
        } else {
            buf_free(&p->answer[0]);
            buf_free(&p->answer[1]);
        }
    }
}

static int read_both(struct compare *c, const struct catalogue_kind *kind, const char *one,
                     const char *other, struct error *err)
{
    struct store *s = c->view.ui->store;
    int status = same_check(s, one, other, err);
    if (status == 0) {
        status = store_record(s, one, &c->record[0], err);
    }
    if (status == 0) {
        status = store_record(s, other, &c->record[1], err);
    }
    if (status != 0) {
        return status;
    }
    c->pairs = calloc(kind->field_count + 1, sizeof *c->pairs);
    if (c->pairs == NULL) {
        return error_memory(err);
    }
    add_pairs(c, kind, true);
    add_pairs(c, kind, false);
    return 0;
}

static void forget(struct compare *c)
{
    for (size_t i = 0; i < c->count; i++) {
        buf_free(&c->pairs[i].answer[0]);
        buf_free(&c->pairs[i].answer[1]);
    }
    free(c->pairs);
    record_clear(&c->record[0]);
    record_clear(&c->record[1]);
}

static void measure(struct view *v, int *rows, int *columns)
{
    const struct compare *c = (const struct compare *)v;
    int want = (int)c->count + DETAIL_ROWS + 6;
    *columns = *columns < 110 ? *columns : 110;
    *rows = want < *rows ? want : *rows;
}

/* Where the columns begin and how wide they are. */
struct columns {
    int label, at[2], width;
};

static struct columns columns_of(const struct view *v)
{
    struct columns c = {.label = v->columns >= UI_TWO_PANES ? 22 : 12};
    c.width = (v->columns - 6 - c.label) / 2;
    c.at[0] = 5 + c.label;
    c.at[1] = c.at[0] + c.width;
    return c;
}

static void draw_pair(struct compare *c, const struct columns *at, size_t i, int row)
{
    const struct style *s = &c->view.ui->style;
    const struct pair *p = &c->pairs[i];
    WINDOW *w = c->view.window;
    bool on = i == c->selected;
    enum role role = on ? ROLE_SELECTED : p->differ ? ROLE_WARNING : ROLE_TEXT;
    if (on) {
        draw_blank(s, w, row, 1, c->view.columns - 2, role);
        c->view.cursor_row = row;
        c->view.cursor_column = 1;
    }
    (void)draw_text(s, w, row, 1, 1, role, on ? ">" : " ");
    (void)draw_text(s, w, row, 2, 1, role, p->differ ? "*" : " ");
    (void)draw_text(s, w, row, 4, at->label, on ? role : ROLE_MUTED, p->field->label);
    for (size_t side = 0; side < 2; side++) {
        (void)draw_text(s, w, row, at->at[side], at->width - 1, role, buf_text(&p->answer[side]));
    }
}

static void draw(struct view *v)
{
    struct compare *c = (struct compare *)v;
    const struct style *s = &v->ui->style;
    struct columns at = columns_of(v);
    draw_box(s, v->window, "The same?");
    for (size_t side = 0; side < 2; side++) {
        struct buf name = BUF_ZERO;
        ui_name(v->ui, &name, c->record[side].title != NULL ? c->record[side].title : "");
        (void)draw_text(s, v->window, 1, at.at[side], at.width - 1, ROLE_TITLE, buf_text(&name));
        buf_free(&name);
    }
    int room = v->rows - DETAIL_ROWS - 5;
    room = room > 1 ? room : 1;
    if (c->selected < c->top) {
        c->top = c->selected;
    }
    if (c->selected >= c->top + (size_t)room) {
        c->top = c->selected - (size_t)room + 1;
    }
    v->cursor_row = 1;
    v->cursor_column = 1;
    for (int i = 0; i < room && c->top + (size_t)i < c->count; i++) {
        draw_pair(c, &at, c->top + (size_t)i, 2 + i);
    }
    int below = 2 + room;
    draw_rule(s, v->window, below, 1, v->columns - 2);
    for (size_t side = 0; c->count > 0 && side < 2; side++) {
        (void)draw_wrapped(s, v->window, below + 1, at.at[side], at.width - 1, DETAIL_ROWS,
                           ROLE_TEXT, buf_text(&c->pairs[c->selected].answer[side]));
    }
    char text[96];
    (void)snprintf(text, sizeof text, "* differ: %zu; both answers are kept until one is chosen.",
                   c->differing);
    (void)draw_text(s, v->window, v->rows - 2, 2, v->columns - 4, ROLE_MUTED,
                    c->differing > 0 ? text : "Nothing differs. Both histories are kept.");
}

static bool key(struct view *v, const struct key *k)
{
    struct compare *c = (struct compare *)v;
    int64_t at = (int64_t)c->selected;
    bool taken = move_by_key(&at, k, 10, (int64_t)c->count - 1);
    c->selected = (size_t)at;
    return taken;
}

static void take(struct view *v)
{
    ((struct compare *)v)->decided = DECIDED_SAME;
    ui_close(v);
}

static void are_two(struct view *v)
{
    ((struct compare *)v)->decided = DECIDED_TWO;
    ui_close(v);
}

static const struct view_command commands[] = {
    {"join", INPUT_ENTER, 0, "they are the same", "Show both as one; asks why.", NULL, take},
    {"two", 'n', 0, "they are two", "Remember that they are not the same: not offered again.", NULL,
     are_two},
    {"leave", INPUT_ESCAPE, 0, "not now", "Decide nothing.", NULL, ui_close},
    {0},
};
static const struct view_class class = {.name = "compare",
                                        .commands = commands,
                                        .popup = true,
                                        .measure = measure,
                                        .draw = draw,
                                        .key = key};

static bool join(struct ui *ui, const char *other, char id[RECORD_ID_TEXT], size_t differing)
{
    struct buf why = BUF_ZERO;
    struct error err = {0};
    char shown[RECORD_ID_TEXT];
    bool done = false;
    if (prompt_run(ui, "Show both as one",
                   "Both histories are kept, and it can be taken back. How do you know that they "
                   "are the same?",
                   "join", &why)) {
        if (same_join(ui->store, id, other, buf_text(&why), shown, &err) == 0) {
            memcpy(id, shown, RECORD_ID_TEXT);
            ui_say(ui, ROLE_GOOD,
                   differing > 0 ? "They show as one: c settles what differs"
                                 : "They show as one; = parts them again");
            done = true;
        } else {
            ui_error(ui, &err);
        }
    }
    buf_free(&why);
    return done;
}

static bool part(struct ui *ui, const char *id)
{
    struct buf why = BUF_ZERO;
    struct error err = {0};
    bool done = false;
    if (prompt_run(ui, "Part these records",
                   "Each is shown alone again, with all that was written to it. A word on why (may "
                   "stay empty):",
                   "part", &why)) {
        done = same_part(ui->store, id, buf_text(&why), NULL, &err) == 0;
        if (done) {
            ui_say(ui, ROLE_GOOD, "Each stands alone again");
        } else {
            ui_error(ui, &err);
        }
    }
    buf_free(&why);
    return done;
}

static bool say_two(struct ui *ui, const char *one, const char *other)
{
    struct buf why = BUF_ZERO;
    struct error err = {0};
    bool done = false;
    if (prompt_run(ui, "They are two",
                   "They are not offered as the same again, here or at your colleagues'. A word on "
                   "how you know (may stay empty):",
                   "remember", &why)) {
        done = apart_say(ui->store, one, other, buf_text(&why), &err) == 0;
        if (done) {
            ui_say(ui, ROLE_GOOD, "Remembered: they are two. = takes that back");
        } else {
            ui_error(ui, &err);
        }
    }
    buf_free(&why);
    return done;
}

bool same_compare(struct ui *ui, const struct catalogue_kind *kind, char id[RECORD_ID_TEXT],
                  const char *other)
{
    struct compare c = {.view = {.class = &class, .ui = ui}};
    struct error err = {0};
    bool done = false;
    if (read_both(&c, kind, id, other, &err) != 0) {
        ui_error(ui, &err);
    } else if (ui_modal(ui, &c.view) && c.decided == DECIDED_SAME) {
        done = join(ui, other, id, c.differing);
    } else if (c.decided == DECIDED_TWO) {
        done = say_two(ui, id, other);
    }
    forget(&c);
    return done;
}

bool same_not_two(struct ui *ui, const char *one, const char *other)
{
    struct error err = {0};
    if (apart_take_back(ui->store, one, other, NULL, &err) != 0) {
        ui_error(ui, &err);
        return false;
    }
    ui_say(ui, ROLE_GOOD, "It is open again whether they are the same");
    return true;
}

/* What can be done about a record: part it, join it, or take back that it and another are two. */
struct offers {
    struct ui *ui;
    char *labels[APART_MOST + 2];
    char apart[APART_MOST][RECORD_ID_TEXT];
    size_t count, fixed; /* labels in all; those before the ones of `apart` */
};

static int offer_apart(const struct apart *pair, void *payload, struct error *err)
{
    struct offers *o = payload;
    struct buf text = BUF_ZERO;
    size_t n = o->count - o->fixed;
    if (n == APART_MOST || strlen(pair->other) >= RECORD_ID_TEXT) {
        return 0;
    }
    buf_add(&text, "Perhaps the same as ");
    ui_name(o->ui, &text, pair->other_title);
    buf_add(&text, " after all");
    memcpy(o->apart[n], pair->other, strlen(pair->other) + 1);
    o->labels[o->count] = buf_take(&text);
    if (o->labels[o->count] == NULL) {
        return error_memory(err);
    }
    o->count++;
    return 0;
}

static int find_offers(struct offers *o, const struct catalogue_kind *kind, const char *id,
                       bool *joined, struct error *err)
{
    int status = same_joined(o->ui->store, id, kind->name, joined, err);
    if (status == 0 && *joined) {
        o->labels[o->count++] = strdup("Part it from what it was joined to");
    }
    o->labels[o->count++] =
        strdup(*joined ? "It is the same as one more record" : "It is the same as another record");
    o->fixed = o->count;
    for (size_t i = 0; i < o->count; i++) {
        status = o->labels[i] == NULL ? error_memory(err) : status;
    }
    return status == 0 ? apart_from(o->ui->store, id, kind->name, offer_apart, o, err) : status;
}

bool same_run(struct ui *ui, const struct catalogue_kind *kind, const char *title,
              char id[RECORD_ID_TEXT])
{
    struct offers o = {.ui = ui};
    struct error err = {0};
    char other[RECORD_ID_TEXT];
    bool joined = false;
    size_t chosen = 0;
    bool done = false;
    if (find_offers(&o, kind, id, &joined, &err) != 0) {
        ui_error(ui, &err);
    } else if (o.count == 1 ||
               choose_run(ui, "The same or two", (const char *const *)o.labels, o.count, &chosen)) {
        if (chosen >= o.fixed) {
            done = same_not_two(ui, id, o.apart[chosen - o.fixed]);
        } else if (joined && chosen == 0) {
            done = part(ui, id);
        } else if (same_pick_run(ui, kind, id, title, other)) {
            done = same_compare(ui, kind, id, other);
        }
    }
    for (size_t i = 0; i < o.count; i++) {
        free(o.labels[i]);
    }
    if (done) {
        sync_recount(ui);
    }
    return done;
}
