/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two questions, then the same `init` that the command line has. The recovery key is shown in a box
 * of its own and kept in locked memory until then.
 */
#include "welcome_int.h"

#include <termios.h>
#include <unistd.h>

#include "inwork/app/app.h"
#include "inwork/app/command.h"
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "prompt_int.h"
#include "reader_int.h"
#include "ui_int.h"

#define TOLD_MAX 2048

struct told {
    struct output output;
    char *text; /* in locked memory: what the command said, the recovery key in it */
    size_t length;
};

static void tell(struct told *t, const char *text, size_t n)
{
    if (n + 2 < TOLD_MAX - t->length) {
        memcpy(t->text + t->length, text, n);
        t->length += n;
        memcpy(t->text + t->length, "\n\n", 2);
        t->length += 2;
        t->text[t->length] = '\0';
    }
}

static int on_line(struct output *o, const char *text, size_t n)
{
    tell(o->payload, text, n);
    return 0;
}

static void on_note(struct output *o, const char *text)
{
    tell(o->payload, text, strlen(text));
}

static int make(struct ui *ui, const char *name, struct told *told, struct error *err)
{
    static const char *const words[] = {"init"};
    size_t used = 0;
    const struct command *init = command_named(words, 1, &used);
    if (init == NULL) {
        return error_set(err, STATUS_SOFTWARE, "the command init is missing");
    }
    struct command_given given = {.value = name};
    for (size_t i = 0; i < init->option_count; i++) {
        if (strcmp(init->options[i].name, "name") == 0) {
            given.option = &init->options[i];
        }
    }
    struct command_args args = {.given = &given, .given_count = name[0] != '\0' ? 1 : 0};
    told->output = (struct output){.line = on_line, .note = on_note, .payload = told};
    return command_run(init, ui->app, &args, &told->output, err);
}

/* A key pressed while one waited may not close what is shown only once. */
static void forget_typed(struct ui *ui)
{
    (void)tcflush(STDIN_FILENO, TCIFLUSH);
    input_clear(ui->input);
}

bool welcome_run(struct ui *ui, struct error *err)
{
    struct buf name = BUF_ZERO;
    struct buf text = BUF_ZERO;
    struct told told = {.text = secret_alloc(TOLD_MAX, err)};
    bool made = false;
    buf_printf(&text,
               "There is no notebook at %s yet. To begin one: your name, as your colleagues will "
               "see it beside what you write. The passphrase is asked for next.",
               ui->app->store_path);
    while (told.text != NULL && !made &&
           prompt_run(ui, "Welcome to inwork", buf_text(&text), "go on", &name)) {
        struct error failed = {0};
        told.length = 0;
        if (make(ui, buf_text(&name), &told, &failed) == 0) {
            made = true;
            ui->message[0] = '\0';
            forget_typed(ui);
            reader_run(ui, "Write this down", told.text); /* which makes no copy */
        } else if (failed.status == STATUS_REFUSED) {
            ui_error(ui, &failed); /* left, or the two passphrases differ: from the beginning */
        } else {
            *err = failed;
            break;
        }
    }
    secret_free(told.text);
    buf_free(&name);
    buf_free(&text);
    return made;
}
