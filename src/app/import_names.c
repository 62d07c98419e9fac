/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names that come twice in an import: counted, never refused.
 */
#include <stdlib.h>
#include <string.h>

#include "import_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/store/record.h"

struct name {
    char *folded;
    bool here;
};

int import_names_add(struct import_names *names, const char *name, size_t n, bool here,
                     struct error *err)
{
    if (names->count == names->room) {
        size_t room = names->room ? names->room * 2 : 1024;
        struct name *items = reallocarray(names->items, room, sizeof *items);
        if (!items)
            return error_memory(err);
        names->items = items;
        names->room = room;
    }
    struct buf folded = BUF_ZERO;
    utf8_fold(&folded, name, n);
    buf_push(&folded, '\0');
    char *text = buf_take(&folded);
    if (!text)
        return error_memory(err);
    names->items[names->count++] = (struct name){text, here};
    return 0;
}

static int load(const struct title_row *row, void *payload, struct error *err)
{
    return import_names_add(payload, row->title, strlen(row->title), true, err);
}

int import_names_load(struct import_names *names, struct app *app,
                      const struct catalogue_kind *kind, struct error *err)
{
    const struct list_request request = {.kind = kind->name};
    return store_titles(app->store, &request, load, names, err);
}

/* Those of the store first among equals. */
static int by_name(const void *a, const void *b)
{
    const struct name *x = a;
    const struct name *y = b;
    int order = strcmp(x->folded, y->folded);
    return order != 0 ? order : (int)y->here - (int)x->here;
}

size_t import_names_twice(struct import_names *names)
{
    size_t twice = 0;
    if (names->count > 0)
        qsort(names->items, names->count, sizeof *names->items, by_name);
    for (size_t i = 1; i < names->count; i++)
        if (!names->items[i].here &&
            strcmp(names->items[i].folded, names->items[i - 1].folded) == 0)
            twice++;
    return twice;
}

void import_names_clear(struct import_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i].folded);
    free(names->items);
    *names = (struct import_names){0};
}
