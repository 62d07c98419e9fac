/* SPDX-License-Identifier: GPL-3.0-or-later
 * Team and sync: who belongs, who asks, what the last exchange said, what is set aside.
 */
#include "inwork/team/team.h"
#include "choose_int.h"
#include "draw_int.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/duplicate.h"
#include "inwork/seal/device.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"
#include "prompt_int.h"
#include "rows_int.h"
#include "screens_int.h"
#include "sync_int.h"
#include "ui_int.h"

enum tag { TAG_HEADING, TAG_TEXT, TAG_REQUEST };

struct team {
    struct view view;
    struct rows rows;
    struct team_info info;
};

static int add_member(const struct team_member *m, void *payload, struct error *err)
{
    struct team *t = payload;
    struct buf detail = BUF_ZERO;
    struct buf name = BUF_ZERO;
    buf_add(&name, m->paper             ? "(the recovery key on paper)"
                   : m->name[0] != '\0' ? m->name
                                        : m->device);
    buf_add(&name, m->self ? ", this laptop" : "");
    buf_printf(&detail, "%s%s", m->removed ? "removed, " : "", m->lead ? "lead, " : "");
    team_compartments_show(&detail, m->compartments);
    struct rows_item *item = rows_add(&t->rows, TAG_TEXT, buf_text(&name), buf_text(&detail));
    buf_free(&detail);
    buf_free(&name);
    return item != NULL ? 0 : error_memory(err);
}

static int add_request(const struct team_request *q, void *payload, struct error *err)
{
    struct team *t = payload;
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%s asks to be let in", q->name[0] != '\0' ? q->name : "Somebody");
    struct rows_item *item = rows_add(&t->rows, TAG_REQUEST, buf_text(&text),
                                      q->approved ? "approved, sync to tell them" : "Enter");
    buf_free(&text);
    if (item == NULL || (item->extra = strdup(q->device)) == NULL) {
        return error_memory(err);
    }
    item->mark = '+';
    return 0;
}

static int add_text(const char *about, const char *text, void *payload, struct error *err)
{
    struct rows_item *item = rows_add(payload, TAG_TEXT, text, about);
    if (item == NULL) {
        return error_memory(err);
    }
    item->mark = '!';
    return 0;
}

static int add_last_error(struct team *t)
{
    struct buf text = BUF_ZERO;
    int status = store_setting_get(t->view.ui->store, "last_error", &text, NULL);
    if (status == 0 && text.len > 0) {
        status = add_text(NULL, buf_text(&text), &t->rows, NULL);
    }
    buf_free(&text);
    return status;
}

/* A heading with nothing under it goes again. */
static void end_section(struct team *t, int status, size_t before)
{
    if (status != 0 || t->rows.count == before + 1) {
        while (t->rows.count > before) {
            rows_drop_last(&t->rows);
        }
    }
}

static void resume(struct view *v)
{
    struct team *t = (struct team *)v;
    struct store *s = v->ui->store;
    struct error err = {0};
    rows_clear(&t->rows);
    team_info_clear(&t->info);
    t->info = (struct team_info){0};
    if (team_info_read(&t->info, s, &err) != 0) {
        ui_error(v->ui, &err);
        return;
    }
    if (t->info.state == TEAM_NONE) {
        return;
    }
    (void)rows_add(&t->rows, TAG_HEADING, "Where it meets", NULL);
    (void)rows_add(&t->rows, TAG_TEXT, t->info.remote != NULL ? t->info.remote : "", NULL);
    size_t before = t->rows.count;
    (void)rows_add(&t->rows, TAG_HEADING, "Asking to be let in", NULL);
    end_section(t, team_requests(s, add_request, t, NULL), before);
    before = t->rows.count;
    (void)rows_add(&t->rows, TAG_HEADING, "Who belongs", NULL);
    end_section(t, team_members(s, add_member, t, NULL), before);
    before = t->rows.count;
    (void)rows_add(&t->rows, TAG_HEADING, "The last sync did not end well", NULL);
    end_section(t, add_last_error(t), before);
    before = t->rows.count;
    (void)rows_add(&t->rows, TAG_HEADING, "What the last sync found", NULL);
    end_section(t, team_notices(s, add_text, &t->rows, NULL), before);
    before = t->rows.count;
    (void)rows_add(&t->rows, TAG_HEADING, "Set aside: does not verify", NULL);
    end_section(t, team_quarantine(s, add_text, &t->rows, NULL), before);
    rows_settle(&t->rows);
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    const struct team *t = (const struct team *)v;
    buf_add(left, "Team and sync");
    buf_add(right, t->info.removed                              ? "removed from the team"
                   : t->info.state == TEAM_FOUNDING             ? "being founded"
                   : t->info.state == TEAM_JOINING              ? "waiting to be let in"
                   : t->info.state != TEAM_NONE && t->info.lead ? "you are a lead"
                                                                : "");
}

static const char alone[] =
    "You work alone: nothing leaves this laptop.\n\n"
    "inwork team create --name \"Our team\" REMOTE   founds a team\n"
    "inwork team join CODE REMOTE                  joins one, with the code a lead gives you\n\n"
    "REMOTE is a folder, a USB stick (/media/stick/team.git) or a git server "
    "(git@example.org:team.git). What goes there is encrypted; the server reads none of it.";

static void draw(struct view *v)
{
    struct team *t = (struct team *)v;
    if (t->rows.count == 0) {
        (void)draw_wrapped(&v->ui->style, v->window, 1, 3, v->columns - 6, v->rows - 1, ROLE_TEXT,
                           alone);
        v->cursor_row = 1;
        v->cursor_column = 3;
        return;
    }
    rows_draw(&t->rows, v->ui, v->window, 0, 0, v->rows, v->columns, &v->cursor_row,
              &v->cursor_column);
}

static bool key(struct view *v, const struct key *k)
{
    return rows_key(&((struct team *)v)->rows, k);
}

static const char *no_text(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct team *)v)->rows);
    return item == NULL || item->tag != TAG_TEXT ? "There is nothing more to read here" : NULL;
}

/* All of what a row has room for only in part. */
static void read_text(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct team *)v)->rows);
    struct buf all = BUF_ZERO;
    buf_printf(&all, "%s%s%s", item->text, item->detail != NULL ? "\n\n" : "",
               item->detail != NULL ? item->detail : "");
    ui_tell(v->ui, "In full", buf_text(&all));
    buf_free(&all);
}

static const char *no_request(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct team *)v)->rows);
    return item == NULL || item->tag != TAG_REQUEST ? "The mark is not on somebody who asks"
                                                    : ui_read_only(v->ui);
}

/* Who it is decides what they can read: a machine in an office that answers lookups needs no
 * client's record, and gets no key to any. False when left. */
static bool choose_circle(struct ui *ui, struct team_approval *approval)
{
    static const char *const directory[] = {"directory"};
    static const char *const labels[] = {
        "A colleague: employers and clients",
        "An office host: employers and their people only",
    };
    size_t chosen = 0;
    if (!choose_run(ui, "Who is it?", labels, 2, &chosen)) {
        return false;
    }
    if (chosen == 1) {
        approval->compartments = directory;
        approval->compartment_count = 1;
    }
    return true;
}

/* Somebody written down by hand before they joined is there twice now. */
static void offer_joining(struct view *v)
{
    if (duplicates_any(v->ui->store, "member", NULL) > 0 &&
        ui_confirm(v->ui, "Written down twice?",
                   "A colleague of one name is in the notebook twice, perhaps by hand and by "
                   "joining. Shown as one, they keep their clients and all that is written of "
                   "them.",
                   'l', "look at the two")) {
        ui_push(v->ui, pairs_new(v->ui, catalogue_kind(store_catalogue(v->ui->store), "member")));
    }
}

/* The fingerprint is what the colleague reads out; it is compared whole and never filled in. */
static void approve(struct view *v)
{
    struct team *t = (struct team *)v;
    const struct rows_item *item = rows_selected(&t->rows);
    struct buf typed = BUF_ZERO;
    struct error err = {0};
    char device[DEVICE_ID_TEXT];
    char asking[DEVICE_ID_TEXT]; /* the row may be read anew meanwhile */
    ui_copy(asking, sizeof asking, item->extra);
    struct team_approval approval = {.device = asking};
    if (!choose_circle(v->ui, &approval)) {
        return;
    }
    bool done = false;
    while (!done &&
           prompt_run(v->ui, "Let them in?",
                      "Ask your colleague, by telephone or in the room, to read out what “inwork "
                      "team fingerprint” shows on their laptop, and type it here:",
                      "let them in", &typed)) {
        approval.fingerprint = buf_text(&typed);
        if (team_approve(v->ui->store, &approval, device, &err) == 0) {
            ui_say(v->ui, ROLE_GOOD,
                   approval.compartment_count > 0
                       ? "It is let in, for employers only, with the next sync (s)"
                       : "They are let in with the next sync (s)");
            resume(v);
            sync_recount(v->ui);
            if (approval.compartment_count == 0) {
                offer_joining(v);
            }
            done = true;
        } else {
            ui_error(v->ui, &err); /* what was typed is there to be mended */
            error_clear(&err);
        }
    }
    buf_free(&typed);
}

static const char *no_team(struct view *v)
{
    const struct team *t = (const struct team *)v;
    return t->info.team[0] == '\0' ? "There is no team yet, or it is not known here" : NULL;
}

static void code(struct view *v)
{
    char text[JOINCODE_TEXT];
    struct error err = {0};
    if (team_code(v->ui->store, text, &err) != 0) {
        ui_error(v->ui, &err);
        return;
    }
    struct buf all = BUF_ZERO;
    buf_printf(&all,
               "%s\n\nGive this to a colleague, with where the team meets. They run “inwork team "
               "join CODE REMOTE”. It is not secret: nobody comes in before a lead lets them.",
               text);
    ui_tell(v->ui, "The code to join with", buf_text(&all));
    buf_free(&all);
}

static void fingerprint(struct view *v)
{
    char text[DEVICE_FINGERPRINT_TEXT];
    device_fingerprint(text, store_device_id(v->ui->store));
    struct buf all = BUF_ZERO;
    buf_printf(&all, "%s\n\nRead it out to the lead who lets this laptop into the team.", text);
    ui_tell(v->ui, "This laptop's fingerprint", buf_text(&all));
    buf_free(&all);
}

static void stop(struct view *v)
{
    sync_stop(v->ui);
    ui_say(v->ui, ROLE_TEXT, "Stopped; what was not confirmed goes with the next sync");
}

static const char *not_running(struct view *v)
{
    return sync_fd(v->ui->sync) < 0 ? "No sync is running" : NULL;
}

static void go_back(struct view *v)
{
    ui_go(v->ui, UI_TODAY);
}

static void release(struct view *v)
{
    struct team *t = (struct team *)v;
    rows_free(&t->rows);
    team_info_clear(&t->info);
    free(t);
}

static const struct view_command commands[] = {
    {"approve", INPUT_ENTER, 'a', "let in", "Let in who asks, with the fingerprint they read out.",
     no_request, approve},
    {"read", INPUT_ENTER, 0, "read", "Show all of what is marked.", no_text, read_text},
    {"stop", 'x', 0, "stop the sync", "Stop the sync that is running.", not_running, stop},
    {"code", 'k', 0, "join code", "Show the code with which a colleague joins.", no_team, code},
    {"fingerprint", 'p', 0, "fingerprint", "Show this laptop's fingerprint.", NULL, fingerprint},
    {"back", INPUT_ESCAPE, 0, NULL, "Go back to Today.", NULL, go_back},
    {0},
};
static const struct view_class class = {
    .name = "team",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *team_new(struct ui *ui)
{
    return ui_make(ui, &class, sizeof(struct team));
}
