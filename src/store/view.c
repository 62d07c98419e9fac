/* SPDX-License-Identifier: GPL-3.0-or-later
 * Views of kinds, generated from the catalogue, so that queries are plain SQL. A view has the
 * fields that some query may mean: SQLite reads all of it for every query, and a client has sixty.
 */
#include "view_int.h"

#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/schema.h"
#include "store_int.h"

static bool names_kind(const char *sql, const char *kind);

/* Does the text have it as a word? */
static bool has_word(const char *text, const char *word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    size_t n = strlen(word);
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += n)
        if ((at == text || !strchr(letters, at[-1])) && (!at[n] || !strchr(letters, at[n])))
            return true;
    return false;
}

/* The texts of all queries that read the view of this kind. */
static void add_readers(struct buf *out, const char *kind)
{
    for (const struct schema_file *f = schema_files; f->name; f++)
        if (strncmp(f->name, "query/", 6) == 0 && names_kind(f->text, kind))
            buf_append(out, f->text, f->length);
}

/* A colleague written down twice is referred to by either id; a view tells the one that both show
 * under. Where nobody and nothing is joined, nothing is looked up. */
#define SHOWN_MEMBER                                                                               \
    "CASE WHEN c.type = 3 AND EXISTS (SELECT 1 FROM main.record WHERE main IS NOT NULL) "          \
    "THEN coalesce((SELECT m.id FROM main.record d CROSS JOIN main.record m ON m.seq = d.main "    \
    "WHERE d.id = c.value AND d.kind = 'member'), c.value) ELSE c.value END"

static int make_view(struct store *s, const struct catalogue_kind *k, struct error *err)
{
    struct buf sql = BUF_ZERO;
    struct buf readers = BUF_ZERO;
    add_readers(&readers, k->name);
    char *part = sqlite3_mprintf("CREATE TEMP VIEW IF NOT EXISTS \"%w\" AS SELECT r.id AS id, "
                                 "r.seq AS _seq, r.title AS title, r.shown = 2 AS struck",
                                 k->name);
    buf_add(&sql, part ? part : "");
    bool ok = part != NULL;
    sqlite3_free(part);
    for (size_t i = 0; ok && i < k->field_count; i++) {
        if (!has_word(buf_text(&readers), k->fields[i].name))
            continue;
        bool member = strcmp(k->fields[i].target, "member") == 0;
        part = sqlite3_mprintf(",\n(SELECT %s FROM main.current c WHERE c.home = r.seq "
                               "AND c.field = %Q AND c.lead = 1) AS \"%w\"",
                               member ? SHOWN_MEMBER : "c.value", k->fields[i].name,
                               k->fields[i].name);
        ok = part != NULL;
        buf_add(&sql, part ? part : "");
        sqlite3_free(part);
    }
    part =
        sqlite3_mprintf(" FROM main.record r WHERE r.kind = %Q AND r.shown IS NOT NULL", k->name);
    ok = ok && part != NULL;
    buf_add(&sql, part ? part : "");
    sqlite3_free(part);
    int rc = ok ? buf_ok(&readers, err) : error_memory(err);
    if (rc == 0)
        rc = buf_ok(&sql, err);
    buf_free(&readers);
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

static bool names_kind(const char *sql, const char *kind)
{
    char name[KIND_NAME];
    const char *at = NULL;
    while (next_kind(sql, &at, name))
        if (strcmp(name, kind) == 0)
            return true;
    return false;
}

/* Making a view again would be refused by SQLite, but only after reading its text. */
static bool is_made(struct store *s, const char *kind)
{
    char line[KIND_NAME + 2];
    (void)snprintf(line, sizeof line, "\n%s\n", kind);
    return strstr(buf_text(&s->views), line) != NULL;
}

int store_views_for(struct store *s, const char *sql, struct error *err)
{
    char name[KIND_NAME];
    const char *at = NULL;
    int rc = 0;
    while (rc == 0 && next_kind(sql, &at, name)) {
        if (is_made(s, name))
            continue;
        rc = store_catalogue_load(s, err);
        if (rc < 0)
            break;
        const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), name);
        rc = k ? make_view(s, k, err)
               : error_set(err, STATUS_SOFTWARE, "a query wants the view of unknown kind %s", name);
        if (rc == 0)
            buf_printf(&s->views, "%s%s\n", s->views.len == 0 ? "\n" : "", name);
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
