/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plan held against what is to be saved: a contact in which a client was named, and what was
 * told in the end.
 */
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/client_names.h"
#include "inwork/model/disclosure.h"
#include "inwork/model/field.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

/* An answer as it will stand. `touched` tells whether this save changes it. */
static const char *after(const struct record *now, const struct save_field *fields, size_t count,
                         const char *field, bool *touched)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].field, field) == 0) {
            *touched = true;
            return fields[i].to.type == VALUE_TEXT ? fields[i].to.text : "";
        }
    return now ? record_text(now, field) : "";
}

static int title_of(struct buf *out, struct store *s, const char *id, const char *otherwise)
{
    struct record r = {0};
    if (id[0] != '\0' && store_record(s, id, &r, NULL) == 0)
        buf_add(out, r.title);
    else
        buf_add(out, otherwise);
    record_clear(&r);
    return buf_ok(out, NULL);
}

/* The employer of the team's record of the contact, where the contact itself names none. */
static void employer_of(char out[RECORD_ID_TEXT], struct store *s, const char *employer,
                        const char *contact)
{
    struct record r = {0};
    if (employer[0] == '\0' && contact[0] != '\0' && store_record(s, contact, &r, NULL) == 0)
        employer = record_text(&r, "employer");
    (void)snprintf(out, RECORD_ID_TEXT, "%s", employer);
    record_clear(&r);
}

static int says_name(bool *out, struct store *s, const char *text, struct error *err)
{
    struct client_names *names = NULL;
    *out = false;
    if (text[0] == '\0')
        return 0;
    int status = client_names_read(&names, s, err);
    if (status == 0)
        *out = client_names_in(names, text, strlen(text)) != NULL;
    client_names_free(names);
    return status;
}

int disclosure_check(struct store *s, const struct catalogue_kind *kind, const struct record *now,
                     const struct save_field *fields, size_t count, const char *why,
                     struct error *err)
{
    if (strcmp(kind->name, "employer_contact_for") != 0 || (why && why[0] != '\0'))
        return 0;
    bool touched = false;
    const char *client = after(now, fields, count, "client", &touched);
    const char *employer = after(now, fields, count, "employer", &touched);
    const char *contact = after(now, fields, count, "employer_contact", &touched);
    const char *named = after(now, fields, count, "named", &touched);
    const char *said = after(now, fields, count, "said_about_client", &touched);
    const char *about = after(now, fields, count, "about", &touched);
    bool by_name = false;
    int status = touched ? says_name(&by_name, s, about, err) : 0;
    if (status < 0 || !touched || (strcmp(named, "yes") != 0 && said[0] == '\0' && !by_name))
        return status;
    char with[RECORD_ID_TEXT];
    struct disclosure_plan plan = {0};
    employer_of(with, s, employer, contact);
    status = disclosure_plan_read(&plan, s, client, with, err);
    bool agreed = status == 0 && disclosure_plan_counts(&plan);
    disclosure_plan_clear(&plan);
    if (status < 0 || agreed)
        return status;
    struct buf who = BUF_ZERO, whom = BUF_ZERO;
    (void)title_of(&who, s, client, "this client");
    (void)title_of(&whom, s, with, "an employer");
    (void)error_set(err, STATUS_DATA,
                    "nothing is agreed with %s about what %s may be told, so everything is private",
                    buf_text(&who), buf_text(&whom));
    buf_free(&who);
    buf_free(&whom);
    (void)error_hint(err, "Agree it first, line by line (kind disclosure_item, “inwork "
                          "disclosure”), or save it with a reason (--why).");
    return -STATUS_DATA;
}

int disclosure_told_too_much(struct buf *out, struct store *s, const struct record *made,
                             struct error *err)
{
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(s), made->kind);
    const struct catalogue_field *items = kind ? catalogue_field(kind, "items") : NULL;
    const struct record_field *told = record_field(made, "items");
    struct disclosure_plan plan = {0};
    if (!items || !told || told->head_count != 1 || told->heads[0].value.type != VALUE_LIST)
        return 0;
    int status = disclosure_plan_read(&plan, s, record_text(made, "client"),
                                      record_text(made, "employer"), err);
    const struct value *v = &told->heads[0].value;
    for (size_t i = 0; status == 0 && i < v->count; i++) {
        bool agreed = false;
        for (size_t j = 0; j < plan.count; j++)
            agreed |= plan.lines[j].counts && strcmp(plan.lines[j].value, v->items[i]) == 0;
        const char *label = field_choice_label(items, v->items[i]);
        if (!agreed)
            buf_printf(out, "%s%s", out->len > 0 ? ", " : "", label ? label : v->items[i]);
    }
    disclosure_plan_clear(&plan);
    return status < 0 ? status : buf_ok(out, err);
}
