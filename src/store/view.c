/* SPDX-License-Identifier: GPL-3.0-or-later
 * Views of kinds, generated from the catalogue, so that reports are plain SQL.
 */
#include "view_int.h"

#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "store_int.h"

static int make_view(struct store *s, const struct catalogue_kind *k, struct error *err)
{
    struct buf sql = BUF_ZERO;
    char *part = sqlite3_mprintf("CREATE TEMP VIEW IF NOT EXISTS \"%w\" AS SELECT r.id AS id, "
                                 "r.seq AS _seq, r.title AS title, r.shown = 2 AS struck",
                                 k->name);
    buf_add(&sql, part ? part : "");
    bool ok = part != NULL;
    sqlite3_free(part);
    for (size_t i = 0; ok && i < k->field_count; i++) {
        part = sqlite3_mprintf(",\n(SELECT c.value FROM main.current c WHERE c.home = r.seq "
                               "AND c.field = %Q AND c.lead = 1) AS \"%w\"",
                               k->fields[i].name, k->fields[i].name);
        ok = part != NULL;
        buf_add(&sql, part ? part : "");
        sqlite3_free(part);
    }
    part =
        sqlite3_mprintf(" FROM main.record r WHERE r.kind = %Q AND r.shown IS NOT NULL", k->name);
    ok = ok && part != NULL;
    buf_add(&sql, part ? part : "");
    sqlite3_free(part);
    int rc = ok ? buf_ok(&sql, err) : error_memory(err);
    if (rc == 0)
        rc = store_run_sql(s, buf_text(&sql), "make the view of a kind", err);
    buf_free(&sql);
    return rc;
}

#define KIND_NAME 64

/* The next kind named in the line "-- views:"; false at its end. `at` is NULL to begin with. */
static bool next_kind(const char *sql, const char **at, char name[KIND_NAME])
{
    static const char mark[] = "-- views:";
    if (!*at) {
        *at = strstr(sql, mark);
        if (!*at)
            return false;
        *at += sizeof mark - 1;
    }
    *at += strspn(*at, " ");
    size_t n = strcspn(*at, " \n");
    (void)snprintf(name, KIND_NAME, "%.*s", (int)(n < KIND_NAME - 1 ? n : KIND_NAME - 1), *at);
    *at += n;
    return n > 0;
}

int store_views_for(struct store *s, const char *sql, struct error *err)
{
    char name[KIND_NAME];
    const char *at = NULL;
    int rc = 0;
    while (rc == 0 && next_kind(sql, &at, name)) {
        rc = store_catalogue_load(s, err);
        if (rc < 0)
            break;
        const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), name);
        rc = k ? make_view(s, k, err)
               : error_set(err, STATUS_SOFTWARE, "a query wants the view of unknown kind %s", name);
    }
    return rc;
}

bool store_views_known(struct store *s, const char *sql)
{
    char name[KIND_NAME];
    const char *at = NULL;
    while (next_kind(sql, &at, name))
        if (!catalogue_kind(store_catalogue(s), name))
            return false;
    return true;
}
