/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the columns of a file are, from what was said of an earlier file with the same columns, and
 * from the words in their names.
 */
#include <stdlib.h>
#include <string.h>

#include "import_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/model/client_names.h"
#include "inwork/seal/hash.h"
#include "inwork/store/store.h"

#define WORDS_MOST 12

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool says_nothing(const char *word)
{
    static const char *const words[] = {"date", "of", "the", "on", "number", "no", "a", "is", "at"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* The words that say something, in alphabetical order, with one space between. */
static void telling_words(struct buf *out, const char *name)
{
    struct buf words = BUF_ZERO;
    struct buf plain = BUF_ZERO;
    char *word[WORDS_MOST];
    size_t count = 0;
    for (const char *at = name; *at != '\0'; at++)
        buf_push(&plain, *at == '_' ? ' ' : *at);
    words_fold(&words, buf_text(&plain), plain.len);
    buf_push(&words, '\0');
    for (char *at = words.data; at && *at != '\0' && count < WORDS_MOST;) {
        size_t n = strcspn(at, " ");
        char *next = at + n + (at[n] == ' ');
        at[n] = '\0';
        if (!says_nothing(at))
            word[count++] = at;
        at = next;
    }
    if (count > 1)
        qsort(word, count, sizeof *word, by_text);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s%s", i > 0 ? " " : "", word[i]);
    buf_free(&words);
    buf_free(&plain);
}

static bool taken(const struct import_plan *plan, const struct catalogue_field *f, size_t part)
{
    for (size_t i = 0; i < plan->column_count; i++)
        if (plan->columns[i].field == f &&
            (part == 0 || plan->columns[i].part == 0 || plan->columns[i].part == part))
            return true;
    return false;
}

/* The one field whose name or label has these words; NULL for none or several. */
static const struct catalogue_field *by_words(const struct catalogue_kind *kind, const char *words)
{
    const struct catalogue_field *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct catalogue_field *f = &kind->fields[i];
        struct buf name = BUF_ZERO;
        struct buf label = BUF_ZERO;
        telling_words(&name, f->name);
        telling_words(&label, f->label);
        if (strcmp(buf_text(&name), words) == 0 || strcmp(buf_text(&label), words) == 0) {
            found = f;
            count++;
        }
        buf_free(&name);
        buf_free(&label);
    }
    return count == 1 ? found : NULL;
}

struct aliases {
    struct import_plan *plan;
    struct buf *words; /* of each column */
};

static int take_alias(const struct store_cell *columns, size_t count, void *payload,
                      struct error *err)
{
    struct aliases *a = payload;
    const struct catalogue_field *f = catalogue_field(a->plan->kind, columns[1].bytes);
    size_t part = (size_t)columns[2].integer;
    (void)count;
    (void)err;
    for (size_t i = 0; f && part <= IMPORT_PARTS && i < a->plan->column_count; i++) {
        struct import_column *c = &a->plan->columns[i];
        if (c->known || strcmp(buf_text(&a->words[i]), columns[0].bytes) != 0 ||
            taken(a->plan, f, part))
            continue;
        c->known = true;
        c->by = IMPORT_BY_GUESS;
        c->field = f;
        c->part = part;
    }
    return 0;
}

int import_guess(struct import_plan *plan, struct store *s, struct error *err)
{
    struct aliases a = {plan, calloc(plan->column_count + 1, sizeof *a.words)};
    int status = a.words ? 0 : error_memory(err);
    for (size_t i = 0; status == 0 && i < plan->column_count; i++) {
        struct import_column *c = &plan->columns[i];
        telling_words(&a.words[i], c->name);
        const struct catalogue_field *f =
            c->known || a.words[i].len == 0 ? NULL : by_words(plan->kind, buf_text(&a.words[i]));
        if (f && !taken(plan, f, 0)) {
            c->known = true;
            c->by = IMPORT_BY_GUESS;
            c->field = f;
        }
    }
    if (status == 0) {
        const struct store_cell kind = store_text(plan->kind->name);
        status = store_query(s, "import_aliases", &kind, 1, take_alias, &a, err);
    }
    for (size_t i = 0; a.words && i < plan->column_count; i++)
        buf_free(&a.words[i]);
    free(a.words);
    return status;
}

static void fold_name(struct buf *out, const char *name)
{
    utf8_fold(out, name, strlen(name));
    (void)buf_text(out);
}

/* A hash of the names of all columns, in whatever order they stand. */
static int columns_hash(char out[HASH_HEX], const struct import_plan *plan, struct error *err)
{
    char **names = calloc(plan->column_count + 1, sizeof *names);
    struct buf all = BUF_ZERO;
    int status = names ? 0 : error_memory(err);
    for (size_t i = 0; status == 0 && i < plan->column_count; i++) {
        struct buf name = BUF_ZERO;
        fold_name(&name, plan->columns[i].name);
        buf_push(&name, '\0');
        names[i] = buf_take(&name);
        status = names[i] ? 0 : error_memory(err);
    }
    if (status == 0 && plan->column_count > 1)
        qsort(names, plan->column_count, sizeof *names, by_text);
    for (size_t i = 0; status == 0 && i < plan->column_count; i++)
        buf_printf(&all, "%s\n", names[i]);
    if (status == 0)
        status = buf_ok(&all, err);
    if (status == 0) {
        uint8_t digest[HASH_BYTES];
        hash_blake2b(digest, buf_text(&all), all.len);
        hash_hex(out, digest, sizeof digest);
    }
    for (size_t i = 0; names && i < plan->column_count; i++)
        free(names[i]);
    free(names);
    buf_free(&all);
    return status;
}

static int take_remembered(const struct store_cell *columns, size_t count, void *payload,
                           struct error *err)
{
    struct import_plan *plan = payload;
    const struct catalogue_field *f = catalogue_field(plan->kind, columns[1].bytes);
    (void)count;
    (void)err;
    for (size_t i = 0; i < plan->column_count; i++) {
        struct import_column *c = &plan->columns[i];
        if (c->known || (!f && columns[1].length > 0) ||
            !import_same(c->name, strlen(c->name), columns[0].bytes, columns[0].length) ||
            (f && taken(plan, f, 0)))
            continue;
        c->known = true;
        c->by = IMPORT_BY_MEMORY;
        c->field = f;
    }
    return 0;
}

int import_recall(struct import_plan *plan, struct store *s, struct error *err)
{
    char hash[HASH_HEX];
    int status = columns_hash(hash, plan, err);
    if (status < 0)
        return status;
    const struct store_cell parameters[] = {store_text(plan->kind->name), store_text(hash)};
    return store_query(s, "import_mapping", parameters, 2, take_remembered, plan, err);
}

int import_plan_remember(const struct import_plan *plan, struct store *s, struct error *err)
{
    char hash[HASH_HEX];
    int status = columns_hash(hash, plan, err);
    for (size_t i = 0; status == 0 && i < plan->column_count; i++) {
        const struct import_column *c = &plan->columns[i];
        if (c->by != IMPORT_BY_PERSON)
            continue;
        struct buf name = BUF_ZERO;
        fold_name(&name, c->name);
        const struct store_cell parameters[] = {store_text(plan->kind->name), store_text(hash),
                                                store_text(buf_text(&name)),
                                                store_text(c->field ? c->field->name : "")};
        status = store_query(s, "import_mapping_put", parameters, 4, NULL, NULL, err);
        buf_free(&name);
    }
    return status;
}
