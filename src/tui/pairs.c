/* SPDX-License-Identifier: GPL-3.0-or-later
 * The records of a kind that are probably twice there, pair by pair, with the reason; below them
 * those of which somebody said that they are two.
 */
#include "inwork/base/error.h"
#include "inwork/model/apart.h"
#include "inwork/model/duplicate.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"
#include "rows_int.h"
#include "same_int.h"
#include "screens_int.h"
#include "sync_int.h"
#include "ui_int.h"

#define PAIRS_MOST 500 /* shown; the rest once these are settled */

enum tag { TAG_HEADING, TAG_ALIKE, TAG_APART };

struct pairs {
    struct view view;
    const struct catalogue_kind *kind;
    struct rows rows;
    size_t alike, apart;
};

static int add_pair(struct pairs *p, enum tag tag, const struct alike *one,
                    const struct alike *other, const char *detail, struct error *err)
{
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%s = %s", one->title, other->title);
    if (strcmp(one->title, other->title) == 0) {
        buf_clear(&text);
        buf_add(&text, one->title);
    }
    struct rows_item *item =
        buf_ok(&text, err) == 0 ? rows_add(&p->rows, (int)tag, buf_text(&text), detail) : NULL;
    buf_free(&text);
    if (item == NULL || (item->extra = strdup(other->id)) == NULL) {
        return error_memory(err);
    }
    (void)snprintf(item->id, sizeof item->id, "%s", one->id);
    item->name = true;
    item->mark = ' ';
    return 0;
}

static int add_alike(const struct alike *one, const struct alike *other, const char *why,
                     void *payload, struct error *err)
{
    struct pairs *p = payload;
    p->alike++;
    return p->alike > PAIRS_MOST ? 0 : add_pair(p, TAG_ALIKE, one, other, why, err);
}

static int add_apart(const struct apart *pair, void *payload, struct error *err)
{
    struct pairs *p = payload;
    const struct alike one = {pair->one, pair->one_title, 0};
    const struct alike other = {pair->other, pair->other_title, 0};
    p->apart++;
    if (p->apart > PAIRS_MOST) {
        return 0;
    }
    if (p->apart == 1 && rows_add(&p->rows, TAG_HEADING, "Said to be two", NULL) == NULL) {
        return error_memory(err);
    }
    return add_pair(p, TAG_APART, &one, &other, "two", err);
}

static void resume(struct view *v)
{
    struct pairs *p = (struct pairs *)v;
    struct store *s = v->ui->store;
    struct duplicates *d = NULL;
    struct error err = {0};
    rows_clear(&p->rows);
    p->alike = p->apart = 0;
    int status = rows_add(&p->rows, TAG_HEADING, "Probably the same", NULL) != NULL
                     ? duplicates_open(&d, s, p->kind, &err)
                     : error_memory(&err);
    if (status == 0) {
        status = duplicates_pairs(d, NULL, add_alike, p, &err);
    }
    if (status == 0 && p->alike == 0) {
        rows_drop_last(&p->rows);
        (void)rows_add(&p->rows, TAG_HEADING, "No two look like the same", NULL);
    }
    if (status == 0) {
        status = apart_pairs(s, p->kind->name, add_apart, p, &err);
    }
    duplicates_free(d);
    rows_settle(&p->rows);
    if (status != 0) {
        ui_error(v->ui, &err);
    }
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    const struct pairs *p = (const struct pairs *)v;
    buf_printf(left, "%s that may be the same", p->kind->plural);
    if (p->alike > PAIRS_MOST) {
        buf_printf(right, "the first %d of %zu", PAIRS_MOST, p->alike);
    } else {
        buf_printf(right, "%zu %s", p->alike, p->alike == 1 ? "pair" : "pairs");
    }
}

static void draw(struct view *v)
{
    rows_draw(&((struct pairs *)v)->rows, v->ui, v->window, 0, 0, v->rows, v->columns,
              &v->cursor_row, &v->cursor_column);
}

static bool key(struct view *v, const struct key *k)
{
    return rows_key(&((struct pairs *)v)->rows, k);
}

static const struct rows_item *marked(struct view *v)
{
    return rows_selected(&((struct pairs *)v)->rows);
}

static const char *nothing(struct view *v)
{
    return marked(v) == NULL ? "There is no pair here" : NULL;
}

static const char *cannot_write(struct view *v)
{
    const char *why = nothing(v);
    return why != NULL ? why : ui_read_only(v->ui);
}

static void look(struct view *v)
{
    struct pairs *p = (struct pairs *)v;
    const struct rows_item *item = marked(v);
    char one[RECORD_ID_TEXT];
    char other[RECORD_ID_TEXT];
    (void)snprintf(one, sizeof one, "%s", item->id);
    (void)snprintf(other, sizeof other, "%s", item->extra);
    bool done = item->tag == TAG_APART
                    ? ui_confirm(v->ui, "Two after all?",
                                 "Somebody said that they are two. Y makes it an open question "
                                 "again: they are offered as the same once more.",
                                 'y', "open it again") &&
                          same_not_two(v->ui, one, other)
                    : same_compare(v->ui, p->kind, one, other);
    if (done) {
        sync_recount(v->ui);
        resume(v);
    }
}

static void open_one(struct view *v)
{
    ui_push(v->ui, page_new(v->ui, marked(v)->id));
}

static void go_back(struct view *v)
{
    ui_close(v);
}

static void release(struct view *v)
{
    rows_free(&((struct pairs *)v)->rows);
    free(v);
}

static const struct view_command commands[] = {
    {"look", INPUT_ENTER, 0, "look at both", "Put the two side by side and decide.", cannot_write,
     look},
    {"open", 'o', 0, "open the first", "Open the page of the first of the two.", nothing, open_one},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back to the list.", NULL, go_back},
    {0},
};
static const struct view_class class = {
    .name = "pairs",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *pairs_new(struct ui *ui, const struct catalogue_kind *kind)
{
    struct pairs *p = kind != NULL ? calloc(1, sizeof *p) : NULL;
    if (p == NULL) {
        ui_say(ui, ROLE_ERROR, "Memory ran out");
        return NULL;
    }
    p->view.class = &class;
    p->view.ui = ui;
    p->kind = kind;
    return &p->view;
}
