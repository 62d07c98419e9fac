/* SPDX-License-Identifier: GPL-3.0-or-later
 * The passphrase screen. What is typed lies in locked memory and nowhere else, and is never drawn.
 */
#include "draw_int.h"
#include "inwork/app/app.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/base/utf8.h"
#include "inwork/store/store.h"
#include "inwork/vault/vault.h"
#include "screens_int.h"
#include "ui_int.h"
#include "welcome_int.h"

#define PASSPHRASE_MAX 1024

struct unlock {
    struct view view;
    const char *prompt;
    const char *problem; /* why the last one did not open it, or NULL */
    bool again;          /* locked while in use */
    bool new_store;      /* there is none yet: this one is chosen */
    char *typed;         /* in locked memory */
    size_t length;
    bool taken;
};

static void draw(struct view *v)
{
    struct unlock *u = (struct unlock *)v;
    const struct style *s = &v->ui->style;
    int left = v->columns > 64 ? (v->columns - 60) / 2 : 2;
    int width = v->columns - 2 * left;
    int row = v->rows > 14 ? v->rows / 2 - 5 : 0;
    (void)draw_text(s, v->window, row, left, width, ROLE_TITLE,
                    u->again ? "inwork is locked" : "inwork");
    (void)draw_text(s, v->window, row + 1, left, width, ROLE_MUTED, v->ui->app->store_path);
    (void)draw_text(s, v->window, row + 3, left, width, ROLE_LABEL, u->prompt);
    char stars[64];
    size_t shown = 0;
    for (size_t i = 0; i < u->length && shown < sizeof stars - 1; shown++) {
        stars[shown] = '*';
        i = utf8_next(u->typed, u->length, i);
    }
    stars[shown] = '\0';
    int room = width < 60 ? width : 60;
    draw_blank(s, v->window, row + 4, left, room, ROLE_FIELD_ON);
    int used = draw_text(s, v->window, row + 4, left, room - 1, ROLE_FIELD_ON, stars);
    if (u->problem != NULL) {
        (void)draw_wrapped(s, v->window, row + 6, left, width, 3, ROLE_ERROR, u->problem);
    } else if (u->new_store) {
        (void)draw_wrapped(s, v->window, row + 6, left, width, 4, ROLE_MUTED,
                           "Several words that only you know. Nobody can look it up for you; the "
                           "key on paper, which comes next, is the only other way in.");
    } else if (u->again) {
        (void)draw_wrapped(s, v->window, row + 6, left, width, 2, ROLE_MUTED,
                           "What you were writing is kept.");
    }
    v->cursor_row = row + 4;
    v->cursor_column = left + used;
}

static void append(struct unlock *u, const char *text, size_t n)
{
    if (n > PASSPHRASE_MAX - u->length) {
        ui_say(u->view.ui, ROLE_WARNING, "A passphrase has at most %d bytes", PASSPHRASE_MAX);
        return;
    }
    memcpy(u->typed + u->length, text, n);
    u->length += n;
}

static bool key(struct view *v, const struct key *k)
{
    struct unlock *u = (struct unlock *)v;
    if (k->code == INPUT_PASTE) {
        struct buf *paste = &v->ui->input->paste;
        size_t n = strcspn(buf_text(paste), "\r\n");
        append(u, buf_text(paste), n);
        buf_free_wiped(paste);
        return true;
    }
    if (k->code >= 0x20 && k->code < 0x110000 && k->modifiers == 0) {
        append(u, k->text, strlen(k->text));
        return true;
    }
    size_t keep;
    if (k->code == INPUT_BACKSPACE) {
        keep = utf8_previous(u->typed, u->length, u->length);
    } else if (k->code == INPUT_CONTROL('u')) {
        keep = 0;
    } else {
        return false;
    }
    secret_wipe(u->typed + keep, u->length - keep);
    u->length = keep;
    return true;
}

static void take(struct view *v)
{
    ((struct unlock *)v)->taken = true;
    ui_close(v);
}

static const struct view_command commands[] = {
    {"unlock", INPUT_ENTER, 0, "unlock", "Open the store with this passphrase.", NULL, take},
    {"leave", INPUT_ESCAPE, INPUT_CONTROL('q'), "leave", "Leave without opening it.", NULL,
     ui_close},
    {0},
};
static const struct view_command new_commands[] = {
    {"unlock", INPUT_ENTER, 0, "go on", "Go on with this passphrase.", NULL, take},
    {"leave", INPUT_ESCAPE, INPUT_CONTROL('q'), "go back", "Go back; nothing is made.", NULL,
     ui_close},
    {0},
};
static const struct view_class class = {
    .name = "unlock",
    .commands = commands,
    .draw = draw,
    .typing = ui_text_only,
    .key = key,
};

static const struct view_class new_class = {
    .name = "unlock",
    .commands = new_commands,
    .draw = draw,
    .typing = ui_text_only,
    .key = key,
};

struct asking {
    struct ui *ui;
    bool again, asked, left;
    char problem[640];
};

static int ask(struct app *app, const char *prompt, struct secret *out, struct error *err)
{
    struct asking *a = app->ask_payload;
    bool new_store = !fs_exists(app->store_path);
    struct unlock u = {.view = {.class = new_store ? &new_class : &class, .ui = a->ui},
                       .new_store = new_store,
                       .prompt = prompt,
                       .problem = a->problem[0] != '\0' ? a->problem : NULL,
                       .again = a->again};
    u.typed = secret_alloc(PASSPHRASE_MAX + 1, err);
    if (u.typed == NULL) {
        return -STATUS_IO;
    }
    a->asked = true;
    a->ui->message[0] = '\0'; /* the moment before is over */
    int status = 0;
    if (!ui_modal(a->ui, &u.view) || !u.taken) {
        a->left = true;
        status = error_set(err, STATUS_REFUSED, "no passphrase was given");
    } else {
        status = secret_set(out, u.typed, u.length, err);
        ui_say(a->ui, ROLE_TEXT, "One moment...");
        ui_draw(a->ui);
    }
    secret_free(u.typed);
    return status;
}

/* After a lock only the passphrase counts, wherever else the key may still lie. */
static int open_again(struct ui *ui, struct error *err)
{
    struct app *app = ui->app;
    struct secret passphrase = {0};
    struct store_options options = {.read_only = app->read_only};
    int status = vault_open(&app->vault, app->store_path, err);
    if (status == 0) {
        status = ask(app, "Passphrase", &passphrase, err);
    }
    if (status == 0) {
        status = vault_unlock(app->vault, &passphrase, err);
    }
    if (status == 0) {
        status = store_open(&app->store, app->vault, &options, err);
    }
    secret_clear(&passphrase);
    if (status != 0) {
        vault_close(app->vault);
        app->vault = NULL;
        app->store = NULL;
    }
    return status;
}

bool unlock_run(struct ui *ui, bool again, struct error *err)
{
    struct app *app = ui->app;
    struct asking a = {.ui = ui, .again = again};
    int (*before)(struct app *, const char *, struct secret *, struct error *) = app->ask;
    void *before_payload = app->ask_payload;
    app->ask = ask;
    app->ask_payload = &a;
    bool open = false;
    if (!again && !app->read_only && !fs_exists(app->store_path) && !welcome_run(ui, err)) {
        a.left = true;
    }
    while (!open && !a.left) {
        struct error failed = {0};
        a.asked = false;
        int status = again ? open_again(ui, &failed) : app_open(app, &failed);
        open = status == 0;
        if (open || a.left) {
            break;
        }
        if (failed.status != STATUS_REFUSED || !a.asked) {
            *err = failed;
            break;
        }
        (void)snprintf(a.problem, sizeof a.problem, "%s", failed.message);
    }
    app->ask = before;
    app->ask_payload = before_payload;
    ui->message[0] = '\0';
    ui->lock = false;
    return open;
}
