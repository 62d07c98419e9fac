/* SPDX-License-Identifier: GPL-3.0-or-later
 * A text that is about to leave: a note for the clinical record, or a client's profile and plan for
 * another person. It fills the screen without any decoration, so that the terminal's own marking
 * takes it as it is. Handing it on goes through the sharing log.
 */
#include "move_int.h"
#include "outside_int.h"

#include "choose_int.h"
#include "clipboard_int.h"
#include "draw_int.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/sharing.h"
#include "inwork/report/note_text.h"
#include "inwork/report/summary.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "inwork/text/wrap.h"
#include "page_int.h"
#include "prompt_int.h"
#include "sync_int.h"
#include "ui_int.h"

#define CLIPBOARD_MOST ((size_t)48 * 1024) /* terminals take about 64 KiB of base64 */

struct outside {
    struct view view;
    char record[RECORD_ID_TEXT];
    bool note; /* for the clinical record */
    struct buf text, left_out, what, party, purpose;
    const char *route; /* a choice of info_share.route; the catalogue's */
    struct sharing_clients about;
    struct wrap wrap;
    int top;
    bool handed; /* it is in the log */
};

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct outside *o = (struct outside *)v;
    buf_add(left, o->note ? "For the clinical record" : "To hand on");
    if (o->party.len > 0) {
        buf_printf(right, "for %s", buf_text(&o->party));
    }
}

static void draw(struct view *v)
{
    struct outside *o = (struct outside *)v;
    const struct style *s = &v->ui->style;
    struct buf line = BUF_ZERO;
    size_t width = v->columns > 2 ? (size_t)v->columns - 1 : 2;
    if (v->ui->private) {
        (void)draw_text(s, v->window, 0, 0, v->columns, ROLE_MUTED,
                        "Names are hidden; F12 shows them and this text");
        return;
    }
    if (wrap_text(&o->wrap, buf_text(&o->text), o->text.len, width, NULL) != 0) {
        wrap_clear(&o->wrap);
    }
    o->top = (int)move_within(o->top, (int64_t)o->wrap.count - v->rows);
    for (int i = 0; i < v->rows && o->top + i < (int)o->wrap.count; i++) {
        buf_clear(&line);
        wrap_draw(&line, &o->wrap, buf_text(&o->text), o->text.len, (size_t)o->top + (size_t)i);
        (void)draw_slice(s, v->window, i, 0, v->columns, ROLE_TEXT, buf_text(&line), line.len);
    }
    buf_free(&line);
}

static bool key(struct view *v, const struct key *k)
{
    struct outside *o = (struct outside *)v;
    const struct key page_down = {.code = INPUT_PAGE_DOWN};
    int64_t top = o->top;
    int64_t page = v->rows > 1 ? v->rows - 1 : 1;
    bool taken =
        move_by_key(&top, k->code == ' ' ? &page_down : k, page, (int64_t)o->wrap.count - v->rows);
    o->top = (int)top;
    return taken;
}

/* It leaves now: into the log. False where the store could not be read; what spoke against it was
 * said when the text was shown, so only what is new is said here. */
static bool hand_on(struct outside *o, struct buf *news)
{
    struct error err = {0};
    struct buf warnings = BUF_ZERO;
    const struct sharing share = {.about = &o->about,
                                  .what = buf_text(&o->what),
                                  .party = buf_text(&o->party),
                                  .purpose = buf_text(&o->purpose),
                                  .route = o->route};
    if (o->handed) {
        return true;
    }
    if (sharing_leave(o->view.ui->store, &share, &warnings, &err) != 0) {
        ui_error(o->view.ui, &err);
        buf_free(&warnings);
        return false;
    }
    const char *unlogged = strstr(buf_text(&warnings), "This is not in the sharing log");
    buf_add(news, unlogged != NULL ? unlogged : "");
    o->handed = true;
    buf_free(&warnings);
    sync_recount(o->view.ui);
    return true;
}

static void copy(struct view *v)
{
    struct outside *o = (struct outside *)v;
    struct buf news = BUF_ZERO;
    if (o->text.len > CLIPBOARD_MOST) {
        ui_say(v->ui, ROLE_WARNING, "Too long for the terminal's clipboard: mark it, page by page");
        return;
    }
    if (hand_on(o, &news)) {
        clipboard_put(&v->ui->terminal, buf_text(&o->text), o->text.len);
        if (news.len > 0) {
            ui_explain(v->ui, "Copied", buf_text(&news));
        } else {
            ui_say(
                v->ui, ROLE_GOOD,
                "Given to the terminal's clipboard, where it takes that; the sharing log has it");
        }
    }
    buf_free(&news);
}

static const char *no_copy(struct view *v)
{
    return v->ui->private ? "Names are hidden; F12 shows them again" : NULL;
}

static void mark_copied(struct outside *o)
{
    struct error err = {0};
    struct buf news = BUF_ZERO;
    struct ui *ui = o->view.ui;
    bool handed = hand_on(o, &news);
    if (handed && o->note && note_text_copied(ui->store, o->record, &err) != 0) {
        ui_error(ui, &err);
    } else if (handed && news.len > 0) {
        ui_explain(ui, "Handed on", buf_text(&news));
    } else if (handed) {
        ui_say(ui, ROLE_GOOD, "%s",
               o->note ? "Marked as copied; the sharing log has it" : "The sharing log has it");
    }
    buf_free(&news);
    sync_recount(ui);
}

static void leave(struct view *v)
{
    struct outside *o = (struct outside *)v;
    bool ask = ui_read_only(v->ui) == NULL && (o->note || !o->handed);
    bool yes =
        ask && ui_confirm(v->ui, o->note ? "Mark as copied?" : "Was it handed on?",
                          o->note ? "Is this text in the clinical record now? Then the note "
                                    "says so, and the sharing log gets its line."
                                  : "If this text went to somebody, the sharing log gets its "
                                    "line.",
                          'y', o->note ? "it is copied" : "it was handed on");
    ui_close(v);
    if (yes) {
        mark_copied(o);
    }
}

static void release(struct view *v)
{
    struct outside *o = (struct outside *)v;
    buf_free_wiped(&o->text);
    buf_free(&o->left_out);
    buf_free(&o->what);
    buf_free(&o->party);
    buf_free(&o->purpose);
    sharing_clients_clear(&o->about);
    wrap_clear(&o->wrap);
    free(o);
}

static const struct view_command commands[] = {
    {"copy", 'y', 0, "copy", "Give the text to the terminal's clipboard.", no_copy, copy},
    {"done", INPUT_ESCAPE, INPUT_ENTER, "done", "Go back, and say whether it was handed on.", NULL,
     leave},
    {0},
};
static const struct view_class class = {.name = "outside",
                                        .commands = commands,
                                        .title = title,
                                        .draw = draw,
                                        .key = key,
                                        .free = release};

/* Whom it is for, what for, by which way. False when the person went back. */
static bool ask(struct outside *o, struct ui *ui)
{
    const struct catalogue_kind *log = catalogue_kind(store_catalogue(ui->store), "info_share");
    const struct catalogue_field *routes = log != NULL ? catalogue_field(log, "route") : NULL;
    const char *labels[32];
    size_t count = routes != NULL && routes->choice_count < 32 ? routes->choice_count : 0;
    size_t chosen = 0;
    for (size_t i = 0; i < count; i++) {
        labels[i] = routes->choices[i].label;
        chosen = strcmp(routes->choices[i].value, "print") == 0 ? i : chosen;
    }
    if (count == 0) {
        ui_say(ui, ROLE_ERROR, "The catalogue names no way to hand a text on");
        return false;
    }
    if (!prompt_run(ui, "A text for another person",
                    "Who will receive it? A name or a service, as in the consents. What is "
                    "restricted is left out.",
                    "go on", &o->party) ||
        !prompt_run(ui, "A text for another person", "What is it for?", "go on", &o->purpose) ||
        !choose_run(ui, "By which way", labels, count, &chosen)) {
        return false;
    }
    o->route = routes->choices[chosen].value;
    return true;
}

static int prepare(struct outside *o, struct ui *ui, struct error *err)
{
    struct store *s = ui->store;
    int status = sharing_clients_of_record(&o->about, s, o->record, err);
    if (status == 0 && o->note) {
        o->route = "clinical_record";
        buf_add(&o->purpose, "the clinical record");
        note_text_name(&o->what, s, o->record);
        note_text_team(&o->party, s, o->about.count > 0 ? o->about.ids[0] : "");
        status = note_text(&o->text, s, o->record, err);
    } else if (status == 0) {
        const struct summary_options options = {
            .party = o->party.len > 0 ? buf_text(&o->party) : NULL,
            .purpose = o->purpose.len > 0 ? buf_text(&o->purpose) : NULL,
        };
        buf_add(&o->what, "Summary: Profile, Plan");
        status = summary_text(&o->text, &o->left_out, s, o->record, &options, err);
    }
    return status == 0 ? buf_ok(&o->what, err) : status;
}

/* What speaks against it, and what is not in it. */
static void warn(struct outside *o, struct ui *ui)
{
    struct buf text = BUF_ZERO;
    struct sharing_consent c;
    for (size_t i = 0; i < o->about.count; i++) {
        if (sharing_consent(&c, ui->store, o->about.ids[i], buf_text(&o->party),
                            date_of_moment(store_now(ui->store)), NULL) == 0) {
            size_t before = text.len;
            sharing_reason(&text, &c, buf_text(&o->party));
            buf_add(&text, text.len > before ? ".\n" : "");
            before = text.len;
            sharing_bounds(&text, ui->store, &c, buf_text(&o->party));
            buf_add(&text, text.len > before ? ".\n" : "");
        }
    }
    if (o->left_out.len > 0) {
        buf_printf(&text, "%sLeft out because it is restricted: %s", text.len > 0 ? "\n" : "",
                   buf_text(&o->left_out));
    }
    if (text.len > 0) {
        if (text.data[text.len - 1] == '\n') {
            buf_truncate(&text, text.len - 1);
        }
        ui_explain(ui, "Before it leaves", buf_text(&text));
    }
    buf_free(&text);
}

static const struct catalogue_kind *kind_of(struct view *page, char record[RECORD_ID_TEXT])
{
    const char *id = page_record(page);
    struct record r = {0};
    const struct catalogue_kind *kind = NULL;
    if (id != NULL && store_record(page->ui->store, id, &r, NULL) == 0) {
        kind = catalogue_kind(store_catalogue(page->ui->store), r.kind);
        ui_copy(record, RECORD_ID_TEXT, id);
    }
    record_clear(&r);
    return kind;
}

const char *outside_refusal(struct view *page)
{
    char id[RECORD_ID_TEXT];
    const struct catalogue_kind *kind = kind_of(page, id);
    if (kind == NULL || (strcmp(kind->name, "client") != 0 && strcmp(kind->name, "note") != 0)) {
        return "Clients and notes have a text to hand on";
    }
    return page->ui->private ? "Names are hidden; F12 shows them again" : NULL;
}

void outside_open(struct view *page)
{
    struct ui *ui = page->ui;
    struct error err = {0};
    struct outside *o = calloc(1, sizeof *o);
    if (o == NULL) {
        ui_say(ui, ROLE_ERROR, "Memory ran out");
        return;
    }
    o->view.class = &class;
    o->view.ui = ui;
    const struct catalogue_kind *kind = kind_of(page, o->record);
    o->note = kind != NULL && strcmp(kind->name, "note") == 0;
    if (!o->note && !ask(o, ui)) {
        release(&o->view);
    } else if (prepare(o, ui, &err) != 0) {
        ui_error(ui, &err);
        release(&o->view);
    } else {
        ui_push(ui, &o->view);
        warn(o, ui);
    }
}
