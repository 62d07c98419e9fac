/* SPDX-License-Identifier: GPL-3.0-or-later
 * What may not be written into the directory: a client's name, in any text of any record, or in the
 * reason given with it.
 */
#include <stdlib.h>
#include <string.h>

#include "inwork/base/error.h"
#include "inwork/model/client_names.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"

static void release(void *memo)
{
    client_names_free(memo);
}

static int refuse(const char *field, const char *name, struct error *err)
{
    (void)error_set(err, STATUS_DATA,
                    "%s: this would name a client in the directory, which the whole team and the "
                    "office host can read",
                    field);
    (void)error_hint(
        err,
        "It holds %s%s%s. Whom a contact was for is kept with the client: Contact "
        "for a client (employer_contact_for). Here write what may be known of anybody.",
        strcmp(name, "NHS number") == 0 ? "a client's " : "“", name,
        strcmp(name, "NHS number") == 0 ? "" : "”, a client's name");
    return -STATUS_DATA; /* also where nobody asked for the words */
}

static bool own_name(const struct catalogue_kind *kind, const char *field)
{
    return strcmp(kind->name, "member") == 0 && strcmp(field, "name") == 0;
}

static int look(const struct client_names *names, const struct catalogue_kind *kind,
                const struct save_field *fields, size_t count, const char *why, size_t *which,
                struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        const struct value *v = &fields[i].to;
        if (v->type != VALUE_TEXT || own_name(kind, fields[i].field))
            continue;
        const char *found = client_names_in(names, v->text, strlen(v->text));
        if (found) {
            *which = i;
            return refuse(fields[i].field, found, err);
        }
    }
    const char *found = why ? client_names_in(names, why, strlen(why)) : NULL;
    *which = count;
    return found ? refuse("reason", found, err) : 0;
}

int directory_check(struct store *s, const struct client_names *names,
                    const struct catalogue_kind *kind, const struct save_field *fields,
                    size_t count, const char *why, size_t *which, struct error *err)
{
    size_t place = 0;
    struct client_names *read = NULL;
    if (strcmp(kind->compartment, "directory") != 0)
        return 0;
    if (!names)
        names = store_memo(s, "client");
    if (!names) {
        int status = client_names_read(&read, s, err);
        if (status < 0)
            return status;
        names = read;
    }
    int status = look(names, kind, fields, count, why, which ? which : &place, err);
    if (read && !store_memo_put(s, "client", read, release))
        client_names_free(read);
    return status;
}
