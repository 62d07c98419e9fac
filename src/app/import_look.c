/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the columns of a file are taken to be, told before anything is imported.
 */
#include "inwork/app/import.h"

#include "import_int.h"
#include "inwork/app/app.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"

static const char *how(const struct import_column *c)
{
    if (!c->known)
        return "";
    switch (c->by) {
    case IMPORT_BY_PERSON:
        return "as you said";
    case IMPORT_BY_MEMORY:
        return "as last time";
    case IMPORT_BY_GUESS:
        return "guessed";
    case IMPORT_BY_NAME:
        break;
    }
    return "by its name";
}

static int tell(const struct import_plan *plan, import_look_fn column, void *payload,
                struct error *err)
{
    size_t known = 0;
    int status = 0;
    for (size_t i = 0; i < plan->column_count; i++)
        known += plan->columns[i].known;
    if (known == 0)
        return -STATUS_NO;
    for (size_t i = 0; status == 0 && i < plan->column_count; i++) {
        const struct import_column *c = &plan->columns[i];
        const struct import_look look = {c->name, c->field, c->known, how(c)};
        status = column(&look, payload, err);
    }
    return status;
}

int import_look(struct app *app, const struct catalogue_kind *kind, const char *file,
                const struct command_args *args, import_look_fn column, void *payload,
                struct error *err)
{
    struct buf bytes = BUF_ZERO;
    struct csv *csv = NULL;
    struct csv_row first = {0};
    struct import_plan plan = {0};
    struct error quotes = {0};
    int status = fs_read(&bytes, file, CSV_FILE_MAX, err);
    if (status == 0)
        status = csv_open(&csv, buf_text(&bytes), bytes.len, err);
    int more = status == 0 ? csv_next(&first, csv, &quotes) : 0;
    if (status == 0 && more == 0)
        status = error_set(err, STATUS_DATA, "%s is empty", file);
    else if (status == 0 && more < 0)
        status = -STATUS_NO; /* a line that is no CSV is no header */
    if (status == 0)
        status = import_plan_look(&plan, kind, &first, args, app->store, err);
    if (status == 0)
        status = tell(&plan, column, payload, err);
    import_plan_clear(&plan);
    csv_close(csv);
    buf_free(&bytes);
    return status;
}
