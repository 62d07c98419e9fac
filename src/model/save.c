/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving: which answers replace which, what is required, what is unchanged.
 */
#include "inwork/model/save.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/error.h"
#include "inwork/model/client_names.h"
#include "inwork/model/disclosure.h"
#include "inwork/model/note.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "save_int.h"

static int required(const struct catalogue_field *f, struct error *err)
{
    (void)error_set(err, STATUS_DATA, "%s: this answer is needed", f->name);
    return error_hint(err, "%s", f->help);
}

int save_check_new(const struct catalogue_kind *kind, const struct save_field *fields, size_t count,
                   struct error *err)
{
    bool any = false;
    for (size_t j = 0; j < count; j++)
        any |= fields[j].to.type != VALUE_NULL;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct catalogue_field *f = &kind->fields[i];
        bool given = false;
        for (size_t j = 0; f->required && j < count; j++)
            given |= strcmp(fields[j].field, f->name) == 0 && fields[j].to.type != VALUE_NULL;
        if (f->required && !given)
            return required(f, err);
    }
    return any ? 0 : error_set(err, STATUS_DATA, "there is nothing to save: every answer is empty");
}

/* "The rest is to be written" does not outlive the rest: a note whose headings are all written is
 * not marked so. */
static bool is_stale_mark(const struct catalogue_kind *kind, const struct save_field *f,
                          const struct save_field *fields, size_t count)
{
    return strcmp(kind->name, "note") == 0 && strcmp(f->field, "quick") == 0 &&
           note_whole(NULL, fields, count);
}

int save_new(struct store *s, const struct catalogue_kind *kind, const struct save_field *fields,
             size_t count, const char *why, char record[RECORD_ID_TEXT], char entry[ENTRY_ID_TEXT],
             struct error *err)
{
    int status = save_check_new(kind, fields, count, err);
    if (status < 0)
        return status;
    struct assignment *set = calloc(count, sizeof *set);
    if (!set)
        return error_memory(err);
    status = store_begin(s, err);
    if (status < 0) {
        free(set);
        return status;
    }
    char made[RECORD_ID_TEXT];
    char *id = record ? record : made;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (fields[i].to.type != VALUE_NULL && !is_stale_mark(kind, &fields[i], fields, count))
            set[kept++] = (struct assignment){.field = fields[i].field, .to = &fields[i].to};
    const struct change change = {.kind = kind->name, .why = why, .set = set, .count = kept};
    status = directory_check(s, NULL, kind, fields, count, why, NULL, err);
    if (status == 0)
        status = disclosure_check(s, kind, NULL, fields, count, why, err);
    if (status == 0)
        status = store_save(s, &change, id, entry, err);
    if (status == 0)
        status = job_end_carry(s, kind->name, id, NULL, why, err);
    if (status == 0)
        status = store_commit(s, err);
    if (status < 0)
        store_rollback(s);
    free(set);
    return status;
}

static int in_conflict(const struct record *r, const struct record_field *f, struct error *err)
{
    (void)error_set(err, STATUS_DATA, "%s: there are %zu answers that differ", f->name,
                    f->head_count);
    return error_hint(err,
                      "Choose with “inwork resolve %s %s --take ENTRY” or “--value TEXT”; "
                      "“inwork conflicts” shows them.",
                      r->id, f->name);
}

/* A changed answer as an assignment over what it replaces. `names` collects the pointers to entry
 * ids, which must live until it is saved. */
struct changes {
    struct assignment *set;
    const char ***names;
    size_t count;
};

static int over_current(struct assignment *a, const char ***names,
                        const struct record_field *current, struct error *err)
{
    size_t n = current ? current->entry_count : 0;
    *names = calloc(n + 1, sizeof **names);
    if (!*names)
        return error_memory(err);
    for (size_t i = 0; i < n; i++)
        (*names)[i] = current->entries[i];
    a->over = *names;
    a->over_count = n;
    return 0;
}

static int add_change(struct changes *c, const struct record *r, const struct catalogue_kind *kind,
                      const struct save_field *f, struct error *err)
{
    const struct record_field *current = record_field(r, f->field);
    const struct catalogue_field *known = kind ? catalogue_field(kind, f->field) : NULL;
    if (known && known->required && f->to.type == VALUE_NULL)
        return required(known, err);
    if (!f->over && current && current->head_count > 1)
        return in_conflict(r, current, err);
    bool unchanged = current && current->head_count > 0
                         ? current->head_count == 1 && value_equal(&current->heads[0].value, &f->to)
                         : f->to.type == VALUE_NULL;
    if (unchanged)
        return 0;
    struct assignment *a = &c->set[c->count];
    *a = (struct assignment){
        .field = f->field, .to = &f->to, .over = f->over, .over_count = f->over_count};
    int status = f->over ? 0 : over_current(a, &c->names[c->count], current, err);
    if (status == 0)
        c->count++;
    return status;
}

/* The same for a note that was marked before; `no` is what the mark becomes. */
static int clear_mark(struct changes *c, const struct record *r, const struct catalogue_kind *kind,
                      const struct save_field *fields, size_t count, struct save_field *no,
                      struct error *err)
{
    if (strcmp(r->kind, "note") != 0 || c->count == 0 ||
        strcmp(record_text(r, "quick"), "yes") != 0 || !note_whole(r, fields, count))
        return 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].field, "quick") == 0)
            return 0; /* the person says */
    *no = (struct save_field){.field = "quick"};
    int status = value_set_text(&no->to, "no", 2, err);
    return status < 0 ? status : add_change(c, r, kind, no, err);
}

static int save_set(struct store *s, const struct record *r, const struct save_field *fields,
                    size_t count, const char *why, bool *changed, char entry[ENTRY_ID_TEXT],
                    struct error *err)
{
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(s), r->kind);
    struct changes c = {calloc(count + 1, sizeof *c.set), calloc(count + 1, sizeof *c.names), 0};
    int status = c.set && c.names ? 0 : error_memory(err);
    for (size_t i = 0; status == 0 && i < count; i++) {
        size_t before = c.count;
        status = add_change(&c, r, kind, &fields[i], err);
        if (status == 0 && kind && c.count > before)
            status = directory_check(s, NULL, kind, &fields[i], 1, why, NULL, err);
    }
    struct save_field mark = {0};
    if (status == 0)
        status = clear_mark(&c, r, kind, fields, count, &mark, err);
    if (status == 0 && kind && c.count > 0)
        status = disclosure_check(s, kind, r, fields, count, why, err);
    *changed = status == 0 && c.count > 0;
    if (*changed) {
        const struct change change = {
            .record = r->id, .kind = r->kind, .why = why, .set = c.set, .count = c.count};
        status = store_save(s, &change, NULL, entry, err);
        if (status == 0)
            status = job_end_carry(s, r->kind, r->id, r, why, err);
    }
    value_clear(&mark.to);
    for (size_t i = 0; c.names && i <= count; i++)
        free(c.names[i]);
    free(c.names);
    free(c.set);
    return status;
}

/* Read the record and write over what was read, with no one else writing in between. */
static int within(struct store *s, const char *record, const struct save_field *fields,
                  size_t count, const char *why, bool *changed, char entry[ENTRY_ID_TEXT],
                  struct error *err)
{
    int status = store_begin(s, err);
    if (status < 0)
        return status;
    struct record r = {0};
    status = store_record(s, record, &r, err);
    if (status == 0)
        status = save_set(s, &r, fields, count, why, changed, entry, err);
    record_clear(&r);
    if (status == 0)
        status = store_commit(s, err);
    else
        store_rollback(s);
    return status;
}

int save_changes(struct store *s, const char *record, const struct save_field *fields, size_t count,
                 const char *why, bool *changed, char entry[ENTRY_ID_TEXT], struct error *err)
{
    *changed = false;
    return within(s, record, fields, count, why, changed, entry, err);
}

int save_resolved(struct store *s, const char *record, const struct save_field *answer,
                  const char *why, char entry[ENTRY_ID_TEXT], struct error *err)
{
    struct record r = {0};
    int status = store_begin(s, err);
    if (status < 0)
        return status;
    status = store_record(s, record, &r, err);
    const struct record_field *f = status == 0 ? record_field(&r, answer->field) : NULL;
    const char **over = NULL;
    if (status == 0 && (!f || f->head_count < 2))
        status = error_set(err, STATUS_DATA, "%s: there is no conflict to settle", answer->field);
    const struct catalogue_kind *kind =
        status == 0 ? catalogue_kind(store_catalogue(s), r.kind) : NULL;
    if (kind)
        status = directory_check(s, NULL, kind, answer, 1, why, NULL, err);
    if (status == 0) {
        struct assignment a = {.field = answer->field,
                               .to = &answer->to,
                               .over = answer->over,
                               .over_count = answer->over_count};
        status = answer->over ? 0 : over_current(&a, &over, f, err);
        const struct change change = {
            .record = r.id, .kind = r.kind, .why = why, .set = &a, .count = 1};
        if (status == 0)
            status = store_save(s, &change, NULL, entry, err);
    }
    free(over);
    record_clear(&r);
    if (status == 0)
        status = store_commit(s, err);
    else
        store_rollback(s);
    return status;
}

int save_struck(struct store *s, const char *record, bool struck, const char *why,
                struct error *err)
{
    if (struck && (!why || why[0] == '\0'))
        return error_set(err, STATUS_USAGE, "striking a record needs a reason");
    struct save_field f = {.field = "_struck"};
    bool changed = false;
    int status = struck ? value_set_text(&f.to, "yes", 3, err) : 0;
    if (status == 0)
        status = within(s, record, &f, 1, why, &changed, NULL, err);
    if (status == 0 && !changed)
        status = error_set(err, STATUS_DATA, "the record %s %s", record,
                           struck ? "is struck already" : "is not struck");
    value_clear(&f.to);
    return status;
}
