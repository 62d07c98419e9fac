/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork find: search everything.
 */
#include <stdlib.h>
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/search.h"
#include "records_int.h"

struct finding {
    struct app *app;
    struct output *out;
    size_t count;
};

static int row(const struct title_row *r, void *payload, struct error *err)
{
    struct finding *f = payload;
    f->count++;
    if (!f->app->json)
        return print_title(f->out, r->id, r->kind, r->title);
    struct record record = {0};
    struct buf json = BUF_ZERO;
    int status = store_record(f->app->store, r->id, &record, err);
    if (status == 0) {
        json_add_record(&json, &record, NULL);
        status = output_object(f->out, &json, err);
    }
    buf_free(&json);
    record_clear(&record);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct search_request request = {.kind = command_value(args, "kind")};
    const struct catalogue_kind *kind = NULL;
    struct finding finding = {app, out, 0};
    struct buf words = BUF_ZERO;
    struct buf corrected = BUF_ZERO;
    for (size_t i = 0; i < args->word_count; i++)
        buf_printf(&words, "%s%s", i > 0 ? " " : "", args->words[i]);
    int status = buf_ok(&words, err);
    if (status == 0)
        status = command_number(&request.limit, args, "limit", 0, 1, INT64_C(1) << 40, err);
    if (status == 0 && request.kind)
        status = app_kind(&kind, app, request.kind, err);
    if (status == 0) {
        request.words = buf_text(&words);
        status = store_search(app->store, &request, &corrected, row, &finding, err);
    }
    if (status == 0 && finding.count > 0 && corrected.len > 0)
        output_notef(out, "Nothing matched exactly; these match “%s”.", buf_text(&corrected));
    buf_free(&words);
    buf_free(&corrected);
    return status == 0 && finding.count == 0 ? -STATUS_NO : status;
}

static const struct command_option options[] = {
    {"kind", 0, "KIND", "only records of this kind"},
    {"limit", 0, "N", "at most so many"},
};

const struct command command_find = {
    .name = "find",
    .group = "Records",
    .usage = "WORDS… [--kind KIND] [--limit N]",
    .summary = "Search everything: id, kind and title, best first",
    .help = "Every word must match the beginning of a word in the record; accents and capitals do "
            "not matter. When nothing matches, words that differ by a typing mistake are tried. "
            "Exits 1 when nothing is found.",
    COMMAND_OPTIONS(options),
    .least = 1,
    .most = COMMAND_ANY,
    .flags = COMMAND_OPENS,
    .run = run,
};
