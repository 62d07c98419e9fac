/* SPDX-License-Identifier: GPL-3.0-or-later
 * From taking the terminal over to giving it back: unlock, serve, lock, and again.
 */
#include "inwork/tui/tui.h"

#include <sys/stat.h>

#include "inwork/app/app.h"
#include "inwork/base/clock.h"
#include "inwork/seal/secret.h"
#include "inwork/store/store.h"
#include "return_int.h"
#include "screens_int.h"
#include "sync_int.h"
#include "ui_int.h"

#define IDLE_SECONDS 600

static bool colors_wanted(void)
{
    const char *no = getenv("NO_COLOR");
    return no == NULL || no[0] == '\0';
}

/* Milliseconds without a key after which the notebook locks: from the store's setting idle_seconds
 * (0: never). */
static int64_t idle_limit(struct ui *ui)
{
    struct buf text = BUF_ZERO;
    long seconds = IDLE_SECONDS;
    if (store_setting_get(ui->store, "idle_seconds", &text, NULL) == 0) {
        seconds = strtol(buf_text(&text), NULL, 10);
        seconds = seconds < 0 || seconds > 86400 ? IDLE_SECONDS : seconds;
    }
    buf_free(&text);
    return (int64_t)seconds * 1000;
}

/* Everything decrypted goes: views, store, keys. */
static void close_store(struct ui *ui)
{
    ui_clear(ui);
    app_close(ui->app);
    ui->store = NULL;
}

static int serve(struct ui *ui, struct error *err)
{
    struct return_to back = {0};
    for (bool again = false; !ui->leave; again = true) {
        struct error failed = {0};
        if (!unlock_run(ui, again, &failed)) {
            if (failed.status != STATUS_OK) {
                *err = failed;
                return -(int)failed.status;
            }
            return 0;
        }
        ui->store = ui->app->store;
        store_defer_words(ui->store);
        ui->idle_limit = idle_limit(ui);
        ui->last_key = clock_monotonic_ms();
        sync_recount(ui);
        ui_go(ui, again ? back.place : UI_TODAY);
        return_restore(ui, &back);
        int status = ui_serve(ui, err);
        if (status != 0 || !ui->lock) {
            return status;
        }
        return_remember(&back, ui);
        close_store(ui);
        ui->lock = false;
    }
    return 0;
}

int tui_run(struct app *app, struct error *err)
{
    struct ui ui = {.app = app, .style = {.plain = app->plain}};
    int status = seal_init(err);
    if (status != 0) {
        return status;
    }
    ui.input = secret_alloc(sizeof *ui.input, err);
    ui.sync = sync_new();
    if (ui.input == NULL || ui.sync == NULL) {
        status = error_memory(err);
        goto out;
    }
    *ui.input = (struct input){0};
    (void)umask(077);
    status = terminal_open(&ui.terminal, colors_wanted(), err);
    if (status != 0) {
        goto out;
    }
    style_init(&ui.style, ui.terminal.color, app->plain);
    status = serve(&ui, err);
    ui_clear(&ui);
    sync_stop(&ui);
    terminal_close(&ui.terminal);
out:
    sync_free(ui.sync);
    if (ui.input != NULL) {
        input_clear(ui.input);
    }
    secret_free(ui.input);
    return status;
}
