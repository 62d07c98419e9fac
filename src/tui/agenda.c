/* SPDX-License-Identifier: GPL-3.0-or-later
 * The agenda of a supervision session: what was agreed last time first. `b` begins the session: the
 * form of its record, with the agenda in it and clients by their initials.
 */
#include "inwork/model/agenda.h"
#include "inwork/base/error.h"
#include "inwork/model/due.h"
#include "inwork/report/agenda_text.h"
#include "inwork/store/store.h"
#include "rows_int.h"
#include "screens_int.h"
#include "staff_int.h"
#include "ui_int.h"

enum tag { TAG_HEADING, TAG_POINT };

struct agenda_view {
    struct view view;
    char member[ID_SIZE];
    struct agenda agenda;
    struct rows rows;
};

static int add_point(struct agenda_view *a, const struct agenda_item *item, struct error *err)
{
    struct rows_item *row = item->name != NULL
                                ? rows_add(&a->rows, TAG_POINT, item->name, item->text)
                                : rows_add(&a->rows, TAG_POINT, item->text, NULL);
    if (row == NULL || (row->extra = strdup(item->text)) == NULL) {
        return error_memory(err);
    }
    (void)snprintf(row->id, sizeof row->id, "%s", item->record);
    row->name = item->name != NULL;
    return 0;
}

static struct date today_of(const struct view *v)
{
    return date_of_moment(store_now(v->ui->store));
}

static void resume(struct view *v)
{
    struct agenda_view *a = (struct agenda_view *)v;
    struct error err = {0};
    rows_clear(&a->rows);
    agenda_clear(&a->agenda);
    int status = agenda_read(&a->agenda, v->ui->store, a->member, today_of(v), &err);
    for (size_t p = 0; p < AGENDA_PARTS && status == 0; p++) {
        if (a->agenda.parts[p].count > 0 &&
            rows_add(&a->rows, TAG_HEADING, agenda_part_title((enum agenda_part)p), NULL) == NULL) {
            status = error_memory(&err);
        }
        for (size_t i = 0; i < a->agenda.parts[p].count && status == 0; i++) {
            status = add_point(a, &a->agenda.parts[p].items[i], &err);
        }
    }
    rows_settle(&a->rows);
    ui_error(v->ui, &err);
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    const struct agenda_view *a = (const struct agenda_view *)v;
    buf_printf(left, "Agenda: %s", a->agenda.name != NULL ? a->agenda.name : "");
    agenda_describe_last(right, &a->agenda, today_of(v));
}

static void draw(struct view *v)
{
    struct agenda_view *a = (struct agenda_view *)v;
    rows_draw_whole(&a->rows, v->ui, v->window, v->rows, v->columns, true, &v->cursor_row,
                    &v->cursor_column);
}

static bool key(struct view *v, const struct key *k)
{
    return rows_key(&((struct agenda_view *)v)->rows, k);
}

static const char *no_point(struct view *v)
{
    return rows_selected(&((struct agenda_view *)v)->rows) == NULL ? "Nothing is on the agenda"
                                                                   : NULL;
}

static const char *no_record(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct agenda_view *)v)->rows);
    return item == NULL || item->id[0] == '\0' ? "There is no record behind this" : NULL;
}

static void open_record(struct view *v)
{
    ui_push(v->ui, page_new(v->ui, rows_selected(&((struct agenda_view *)v)->rows)->id));
}

static void read_point(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct agenda_view *)v)->rows);
    struct buf head = BUF_ZERO;
    if (item->name) {
        ui_name(v->ui, &head, item->text);
    } else {
        buf_add(&head, "In full");
    }
    ui_tell(v->ui, buf_text(&head), item->extra != NULL ? item->extra : "");
    buf_free(&head);
}

static const char *cannot_write(struct view *v)
{
    return ui_read_only(v->ui);
}

static void begin(struct view *v)
{
    struct agenda_view *a = (struct agenda_view *)v;
    struct error err = {0};
    struct buf text = BUF_ZERO;
    char self[ID_SIZE] = "", day[DATE_SIZE];
    date_format(day, today_of(v));
    agenda_text(&text, &a->agenda);
    int status = buf_ok(&text, &err);
    if (status == 0) {
        status = due_own_member(self, v->ui->store, &err);
    }
    if (status == 0) {
        const struct form_given given[] = {
            {"member", a->agenda.member},
            {"supervisor", strcmp(self, a->agenda.member) != 0 ? self : ""},
            {"held_on", day},
            {"supervision_kind", "individual"},
            {"agenda", buf_text(&text)},
            {"agenda", NULL},
        };
        ui_push(v->ui, form_new_given(v->ui, "supervision", given, sizeof given / sizeof given[0]));
    } else {
        ui_error(v->ui, &err);
    }
    buf_free(&text);
}

static void add_goal(struct view *v)
{
    struct agenda_view *a = (struct agenda_view *)v;
    char day[DATE_SIZE];
    date_format(day, today_of(v));
    const struct form_given given[] = {{"member", a->agenda.member},
                                       {"supervision", a->agenda.last},
                                       {"agreed_on", day},
                                       {"goal", NULL}};
    ui_push(v->ui,
            form_new_given(v->ui, "supervision_goal", given, sizeof given / sizeof given[0]));
}

static const char *no_client(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct agenda_view *)v)->rows);
    return item == NULL || !item->name ? "The mark is not on a client" : ui_read_only(v->ui);
}

/* That a client was talked about is kept with the client, so that supervision names none. */
static void review(struct view *v)
{
    struct agenda_view *a = (struct agenda_view *)v;
    const struct rows_item *item = rows_selected(&a->rows);
    char day[DATE_SIZE], client[ID_SIZE] = "";
    date_format(day, today_of(v));
    for (size_t p = 0; p < AGENDA_PARTS; p++) {
        for (size_t i = 0; i < a->agenda.parts[p].count; i++) {
            const struct agenda_item *point = &a->agenda.parts[p].items[i];
            if (point->name != NULL && strcmp(point->record, item->id) == 0 &&
                strcmp(point->text, item->extra) == 0) {
                memcpy(client, point->client, sizeof client);
            }
        }
    }
    const struct form_given given[] = {{"client", client},
                                       {"reviewed_on", day},
                                       {"supervision_kind", "individual"},
                                       {"member", a->agenda.member},
                                       {"progressing", NULL}};
    ui_push(v->ui, form_new_given(v->ui, "client_review", given, sizeof given / sizeof given[0]));
}

static void release(struct view *v)
{
    struct agenda_view *a = (struct agenda_view *)v;
    rows_free(&a->rows);
    agenda_clear(&a->agenda);
    free(a);
}

static const struct view_command commands[] = {
    {"begin", 'b', 0, "begin session", "Begin the session: its record, with this agenda in it.",
     cannot_write, begin},
    {"review", 'v', 0, "talked about", "Note that this client was talked about, and what is next.",
     no_client, review},
    {"goal", 'n', 0, "new goal", "Agree a goal of supervision.", cannot_write, add_goal},
    {"read", 'r', 0, "in full", "Read all of what is marked.", no_point, read_point},
    {"open", INPUT_ENTER, 0, "open", "Open the record this is about.", no_record, open_record},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, ui_close},
    {0},
};
static const struct view_class class = {
    .name = "agenda",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *agenda_new(struct ui *ui, const char *member)
{
    struct agenda_view *a = ui_make(ui, &class, sizeof *a);
    if (a == NULL) {
        return NULL;
    }
    (void)snprintf(a->member, sizeof a->member, "%s", member);
    return &a->view;
}
