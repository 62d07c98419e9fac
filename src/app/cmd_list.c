/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork list: the records of a kind.
 */
#include <stdlib.h>
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "records_int.h"

struct listing {
    struct output *out;
    size_t count;
};

static int row(const struct title_row *r, void *payload, struct error *err)
{
    (void)err;
    struct listing *l = payload;
    l->count++;
    return print_title(l->out, r->id, NULL, r->title);
}

static int row_json(const struct record *r, void *payload, struct error *err)
{
    struct listing *l = payload;
    struct buf json = BUF_ZERO;
    l->count++;
    json_add_record(&json, r, NULL);
    int status = output_object(l->out, &json, err);
    buf_free(&json);
    return status;
}

/* Values of filters as they are kept, so that `date=yesterday` and labels work. */
static int read_filters(struct list_filter *filters, const struct answers *answers,
                        struct error *err)
{
    for (size_t i = 0; i < answers->count; i++) {
        const struct value *v = &answers->fields[i].to;
        if (v->type == VALUE_LIST && v->count != 1)
            return error_set(err, STATUS_USAGE, "%s: name one choice at a time",
                             answers->fields[i].field);
        filters[i].field = answers->fields[i].field;
        filters[i].value = v->type == VALUE_LIST   ? v->items[0]
                           : v->type == VALUE_TEXT ? v->text
                                                   : "";
    }
    return 0;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    const struct catalogue_kind *kind = NULL;
    const struct catalogue_field *sort = NULL;
    struct answers answers = {0};
    struct listing listing = {out, 0};
    struct list_request request = {.sort = command_value(args, "sort")};
    struct list_filter *filters = calloc(args->word_count, sizeof *filters);
    int status = filters ? app_kind(&kind, app, args->words[0], err) : error_memory(err);
    if (status == 0)
        status = command_number(&request.limit, args, "limit", 0, 1, INT64_C(1) << 40, err);
    if (status == 0 && request.sort)
        status = app_field(&sort, kind, request.sort, err);
    if (status == 0)
        status = answers_read(&answers, app, kind, args->words + 1, args->word_count - 1, err);
    if (status == 0)
        status = read_filters(filters, &answers, err);
    if (status == 0) {
        request.kind = kind->name;
        request.filters = filters;
        request.filter_count = answers.count;
        status = app->json ? store_list(app->store, &request, row_json, &listing, err)
                           : store_titles(app->store, &request, row, &listing, err);
    }
    answers_clear(&answers);
    free(filters);
    return status == 0 && listing.count == 0 ? -STATUS_NO : status;
}

static const struct command_option options[] = {
    {"sort", 0, "FIELD", "by this field instead of the title"},
    {"limit", 0, "N", "at most so many"},
};

const struct command command_list = {
    .name = "list",
    .group = "Records",
    .usage = "KIND [FIELD=VALUE]… [--sort FIELD] [--limit N]",
    .summary = "List records of a kind: id and title",
    .help = "Only those whose answers equal every FIELD=VALUE given, or contain it where several "
            "choices are possible. Exits 1 when there are none.",
    COMMAND_OPTIONS(options),
    .least = 1,
    .most = COMMAND_ANY,
    .flags = COMMAND_OPENS,
    .run = run,
};
