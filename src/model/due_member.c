/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is meant: the member this device belongs to, or a colleague by name.
 */
#include <string.h>

#include "due_int.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/store/record.h"

static int keep_id(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)err;
    if (count > 0 && id_valid(due_text(&c[0]), strlen(due_text(&c[0]))))
        (void)snprintf(payload, ID_SIZE, "%s", due_text(&c[0]));
    return 0;
}

int due_own_member(char out[ID_SIZE], struct store *s, struct error *err)
{
    struct store_cell device[] = {store_text(store_device_id(s))};
    out[0] = '\0';
    return store_query(s, "due_me", device, 1, keep_id, out, err);
}

struct finding {
    struct buf words; /* folded */
    char prefix[ID_SIZE];
    size_t exact, parts, ids;
    char by_name[ID_SIZE], by_part[ID_SIZE], by_id[ID_SIZE];
};

/* A word of the name begins with what was typed. */
static bool has_part(const char *name, const char *words)
{
    size_t n = strlen(words);
    for (const char *at = name; *at;) {
        if (strncmp(at, words, n) == 0)
            return true;
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    return false;
}

static int look_at(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct finding *f = payload;
    const char *id = due_text(&c[0]);
    if (count < 2 || strlen(id) >= ID_SIZE)
        return 0;
    struct buf name = BUF_ZERO;
    utf8_fold(&name, due_text(&c[1]), strlen(due_text(&c[1])));
    int status = buf_ok(&name, err);
    if (strcmp(buf_text(&name), buf_text(&f->words)) == 0 && f->exact++ == 0)
        (void)snprintf(f->by_name, ID_SIZE, "%s", id);
    if (has_part(buf_text(&name), buf_text(&f->words)) && f->parts++ == 0)
        (void)snprintf(f->by_part, ID_SIZE, "%s", id);
    if (f->prefix[0] && strncmp(id, f->prefix, strlen(f->prefix)) == 0 && f->ids++ == 0)
        (void)snprintf(f->by_id, ID_SIZE, "%s", id);
    buf_free(&name);
    return status;
}

/* By an id that is not listed, since it shows under another: which. */
static bool find_joined(char out[ID_SIZE], struct store *s, const char *words)
{
    char id[RECORD_ID_TEXT];
    struct record r = {0};
    bool is = store_record_id(s, words, id, NULL) == 0 && store_record(s, id, &r, NULL) == 0 &&
              strcmp(r.kind, "member") == 0 && strcmp(r.id, id) != 0;
    if (is)
        (void)snprintf(out, ID_SIZE, "%s", r.id);
    record_clear(&r);
    return is;
}

int due_find_member(char out[ID_SIZE], struct store *s, const char *words, struct error *err)
{
    struct finding f = {0};
    out[0] = '\0';
    utf8_fold(&f.words, words, strlen(words));
    int status = buf_ok(&f.words, err);
    if (!id_prefix(f.prefix, words, strlen(words)))
        f.prefix[0] = '\0';
    if (status == 0 && f.words.len > 0)
        status = store_query(s, "due_members", NULL, 0, look_at, &f, err);
    buf_free(&f.words);
    if (status < 0)
        return status;
    size_t found = f.exact ? f.exact : f.parts ? f.parts : f.ids;
    if (found == 0 && find_joined(out, s, words))
        return 0;
    if (found == 0) {
        (void)error_set(err, STATUS_NO_INPUT, "there is no colleague “%s”", words);
        return error_hint(err, "“inwork list member” lists them.");
    }
    if (found > 1) {
        (void)error_set(err, STATUS_USAGE, "“%s” may be %zu colleagues", words, found);
        return error_hint(
            err, "Give the whole name, or the beginning of an id: see “inwork list member”.");
    }
    memcpy(out, f.exact ? f.by_name : f.parts ? f.by_part : f.by_id, ID_SIZE);
    return 0;
}
