/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork form: a blank form for paper. The catalogue is part of the program, so no passphrase is
 * needed.
 */
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/report/blank.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"

static int print_lines(const struct buf *text, struct output *out)
{
    int status = 0;
    const char *end = NULL;
    for (const char *at = buf_text(text); status == 0 && (end = strchr(at, '\n')); at = end + 1)
        status = out->line(out, at, (size_t)(end - at));
    return status;
}

static int print_json(const struct catalogue_kind *k, const struct buf *text, struct output *out,
                      struct error *err)
{
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "kind", k->name);
    json_put_string(&json, "text", buf_text(text));
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct store *s = NULL;
    struct buf text = BUF_ZERO;
    const struct catalogue_kind *k = NULL;
    int64_t width = BLANK_WIDTH;
    int status = command_number(&width, args, "width", BLANK_WIDTH, BLANK_WIDTH_LEAST,
                                BLANK_WIDTH_MOST, err);
    if (status == 0)
        status = store_open_memory(&s, NULL, err);
    if (status == 0 && !(k = catalogue_kind(store_catalogue(s), args->words[0]))) {
        (void)error_set(err, STATUS_DATA, "there is no kind of record “%s”", args->words[0]);
        status = error_hint(err, "“inwork kinds” lists them.");
    }
    if (status == 0)
        status = blank_form(&text, store_catalogue(s), k, (int)width, app->plain, err);
    if (status == 0)
        status = app->json ? print_json(k, &text, out, err) : print_lines(&text, out);
    buf_free(&text);
    store_close(s);
    return status;
}

static const struct command_option options[] = {
    {"width", 0, "N", "columns of the page, 40 to 200; otherwise 80"},
};

const struct command command_form = {
    .name = "form",
    .group = "Records",
    .usage = "KIND [--width N]",
    .summary = "Print a blank form of a kind, for use on paper",
    .help = "Sections, a box for each choice, lines to write on, and tables for the parts that "
            "repeat. With --plain nothing but plain letters is used to draw them. Fields that are "
            "left out of shares are marked with a star.",
    COMMAND_OPTIONS(options),
    .least = 1,
    .most = 1,
    .run = run,
};
