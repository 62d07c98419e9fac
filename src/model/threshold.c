/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changing a number of the clocks for the whole team: the record of kind `setting` by that name.
 */
#include <string.h>

#include "due_int.h"
#include "inwork/base/error.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

#define SETTINGS_MOST 16 /* records of one name that devices made apart */

struct named {
    char ids[SETTINGS_MOST][RECORD_ID_TEXT];
    size_t count;
};

static int take_id(const struct record *r, void *payload, struct error *err)
{
    struct named *n = payload;
    (void)err;
    if (n->count < SETTINGS_MOST)
        memcpy(n->ids[n->count++], r->id, RECORD_ID_TEXT);
    return 0;
}

/* Replaces whatever stands there, answers in conflict as well. */
static int write_value(struct store *s, const char *record, const struct value *to, const char *why,
                       struct error *err)
{
    struct record r = {0};
    int status = store_record(s, record, &r, err);
    const struct record_field *f = status == 0 ? record_field(&r, "value") : NULL;
    bool conflict = f && f->head_count > 1;
    record_clear(&r);
    if (status < 0)
        return status;
    struct save_field answer = {.field = "value", .to = *to};
    if (conflict)
        return save_resolved(s, record, &answer, why, NULL, err);
    bool changed = false;
    return save_changes(s, record, &answer, 1, why, &changed, NULL, err);
}

static int write_new(struct store *s, const char *name, const struct value *to, const char *why,
                     struct error *err)
{
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(s), "setting");
    struct save_field fields[] = {{.field = "name"}, {.field = "value", .to = *to}};
    if (!kind)
        return error_set(err, STATUS_SOFTWARE, "the catalogue has no settings");
    int status = value_set_text(&fields[0].to, name, strlen(name), err);
    if (status == 0)
        status = save_new(s, kind, fields, 2, why, NULL, NULL, err);
    value_clear(&fields[0].to);
    return status;
}

int due_set(struct store *s, const char *name, const char *number, const char *why,
            struct error *err)
{
    struct named named = {0};
    struct value to = {0};
    const struct list_filter filter = {"name", name};
    const struct list_request request = {.kind = "setting", .filters = &filter, .filter_count = 1};
    if (number[0] != '\0' && !due_is_number(number)) {
        (void)error_set(err, STATUS_DATA, "“%s” is no number", number);
        return error_hint(err, "Digits, perhaps with a point: 14 or 37.5.");
    }
    int status = store_begin(s, err);
    if (status < 0)
        return status;
    status = store_list(s, &request, take_id, &named, err);
    if (status == -STATUS_NO)
        status = 0;
    if (status == 0 && number[0] != '\0')
        status = value_set_text(&to, number, strlen(number), err);
    /* All of them: the number written last counts, and none may be left to come back. */
    for (size_t i = 0; status == 0 && i < named.count; i++)
        status = write_value(s, named.ids[i], &to, why, err);
    if (status == 0 && named.count == 0 && number[0] != '\0')
        status = write_new(s, name, &to, why, err);
    value_clear(&to);
    if (status == 0)
        status = store_commit(s, err);
    if (status < 0)
        store_rollback(s);
    return status;
}
