/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is possible on every screen.
 */
#include "inwork/app/app.h"
#include "screens_int.h"
#include "staff_int.h"
#include "sync_int.h"
#include "ui_int.h"

static void open_palette(struct view *v)
{
    palette_run(v->ui);
}

static void search(struct view *v)
{
    ui_push(v->ui, search_new(v->ui, NULL));
}

static void sync_now(struct view *v)
{
    sync_start(v->ui);
}

static const char *no_sync(struct view *v)
{
    return sync_refusal(v->ui);
}

static const char *no_note(struct view *v)
{
    return form_is_quick(v) ? "This is a quick note already" : ui_read_only(v->ui);
}

static void quick_note(struct view *v)
{
    ui_push(v->ui, form_new_quick(v->ui));
}

static void conflicts(struct view *v)
{
    ui_push(v->ui, conflicts_new(v->ui));
}

static void hide_names(struct view *v)
{
    v->ui->private = !v->ui->private;
    ui_refresh_views(v->ui);
    ui_say(v->ui, ROLE_TEXT,
           v->ui->private ? "Names are hidden; F12 shows them again" : "Names are shown");
}

static void lock(struct view *v)
{
    v->ui->lock = true;
}

static void go_today(struct view *v)
{
    ui_go(v->ui, UI_TODAY);
}

static void go_clients(struct view *v)
{
    ui_go(v->ui, UI_CLIENTS);
}

static void go_employers(struct view *v)
{
    ui_go(v->ui, UI_EMPLOYERS);
}

static void go_team(struct view *v)
{
    ui_go(v->ui, UI_TEAM);
}

static void caseloads(struct view *v)
{
    ui_push(v->ui, caseload_new(v->ui));
}

static void numbers(struct view *v)
{
    ui_push(v->ui, numbers_new(v->ui));
}

static const char *cannot_write(struct view *v)
{
    return ui_read_only(v->ui);
}

static void import(struct view *v)
{
    ui_push(v->ui, import_new(v->ui, NULL));
}

static void go_more(struct view *v)
{
    ui_go(v->ui, UI_MORE);
}

static void redraw(struct view *v)
{
    (void)v;
    (void)clearok(curscr, TRUE);
}

static void suspend(struct view *v)
{
    (void)ui_keep(v->ui);
    terminal_suspend(&v->ui->terminal);
    if (terminal_resize(&v->ui->terminal)) {
        ui_layout(v->ui);
    }
}

static void quit(struct view *v)
{
    v->ui->leave = ui_keep(v->ui); /* words that cannot be kept are not left behind */
}

const struct view_command ui_commands[] = {
    {"search", '/', 0, "search", "Search everything as you type.", NULL, search},
    {"palette", '?', INPUT_F2, "help", "Show everything that is possible here.", NULL,
     open_palette},
    {"note", INPUT_CONTROL('n'), 0, "note", "Write a quick note: after a visit or a call.", no_note,
     quick_note},
    {"sync", 's', INPUT_F5, "sync", "Exchange everything with the team.", no_sync, sync_now},
    {"quit", 'q', INPUT_CONTROL('q'), "quit", "Leave; what is being written is kept.", NULL, quit},
    {"conflicts", 'c', 0, NULL, "See and settle answers that two people gave differently.", NULL,
     conflicts},
    {"today", '1', 0, NULL, "Go to Today: what is recent and what is unsent.", NULL, go_today},
    {"clients", '2', 0, NULL, "Go to the clients.", NULL, go_clients},
    {"employers", '3', 0, NULL, "Go to the employers.", NULL, go_employers},
    {"team", '4', 0, NULL, "Go to team and sync.", NULL, go_team},
    {"more", '5', 0, NULL, "Go to everything else: leads, services, benefits, colleagues, targets.",
     NULL, go_more},
    {"caseloads", 'W', 0, NULL, "Caseloads and supervision: who works with whom, and agendas.",
     NULL, caseloads},
    {"numbers", 0, 0, NULL, "Team numbers: change a threshold, deadline or setting for everybody.",
     NULL, numbers},
    {"import", 0, 0, NULL, "Import a spreadsheet (CSV): clients, employers, notes, jobs, others.",
     cannot_write, import},
    {"hide names", INPUT_F12, 0, NULL, "Hide or show names, for work where others can see.", NULL,
     hide_names},
    {"lock", 'L', 0, NULL, "Lock: the passphrase is needed to go on.", NULL, lock},
    {"redraw", INPUT_CONTROL('l'), 0, NULL, "Draw the screen anew.", NULL, redraw},
    {"suspend", INPUT_CONTROL('z'), 0, NULL, "Stop the program for a while (fg brings it back).",
     NULL, suspend},
    {0},
};
