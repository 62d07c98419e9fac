/* SPDX-License-Identifier: GPL-3.0-or-later
 * A text that goes to an employer is held against the personal information plan: whether the
 * recipient is one in the directory, and what each client agreed that they may be told.
 */
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/client_names.h"
#include "inwork/model/disclosure.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "sharing_int.h"

struct finding {
    struct buf to, one;            /* the recipient's words, and those of who may be meant */
    char employer[RECORD_ID_TEXT]; /* empty: none so far */
};

static int take(const struct record *r, void *payload, struct error *err)
{
    struct finding *f = payload;
    const char *name = record_text(r, "name");
    bool person = strcmp(r->kind, "employer_person") == 0;
    (void)err;
    if (f->employer[0] != '\0')
        return 0;
    buf_clear(&f->one);
    words_fold(&f->one, name, strlen(name));
    /* Somebody of one name only could be anybody. */
    if (sharing_same_party(buf_text(&f->one), buf_text(&f->to)) &&
        (!person || strchr(buf_text(&f->one), ' ')))
        (void)snprintf(f->employer, sizeof f->employer, "%s",
                       person ? record_text(r, "employer") : r->id);
    return 0;
}

/* The employer that a recipient is, or whose person; empty where it is none of the directory. */
static int find(char out[RECORD_ID_TEXT], struct store *s, const char *party, struct error *err)
{
    struct finding f = {0};
    static const char *const kinds[] = {"employer", "employer_person"};
    int status = 0;
    words_fold(&f.to, party, strlen(party));
    for (size_t i = 0; status == 0 && f.to.len > 0 && i < sizeof kinds / sizeof *kinds; i++) {
        const struct list_request request = {.kind = kinds[i]};
        status = store_list(s, &request, take, &f, err);
    }
    (void)snprintf(out, RECORD_ID_TEXT, "%s", f.employer);
    if (status == 0)
        status = buf_ok(&f.one, err);
    buf_free(&f.to);
    buf_free(&f.one);
    return status;
}

/* What one client agreed to, as a line for the person who shares. */
static int tell(struct buf *warnings, struct store *s, const char *client, const char *employer,
                const char *name, struct error *err)
{
    struct disclosure_plan plan = {0};
    struct record who = {0};
    struct buf items = BUF_ZERO;
    int status = disclosure_plan_read(&plan, s, client, employer, err);
    if (status == 0)
        status = store_record(s, client, &who, err);
    for (size_t i = 0; status == 0 && i < plan.count; i++)
        if (plan.lines[i].counts)
            buf_printf(&items, "%s%s", items.len > 0 ? ", " : "", plan.lines[i].item);
    if (status == 0 && items.len > 0)
        buf_printf(warnings, "%s may be told of this and no more: %s (%s).\n", name,
                   buf_text(&items), who.title);
    else if (status == 0)
        buf_printf(warnings,
                   "Nothing is agreed about what %s may be told, so everything is private (%s).\n",
                   name, who.title);
    buf_free(&items);
    record_clear(&who);
    disclosure_plan_clear(&plan);
    return status;
}

int sharing_with_employer(struct buf *warnings, struct store *s, const struct sharing *share,
                          size_t most, struct error *err)
{
    char employer[RECORD_ID_TEXT];
    struct record r = {0};
    if (!share->party || share->nameless)
        return 0;
    int status = find(employer, s, share->party, err);
    if (status < 0 || employer[0] == '\0' || store_record(s, employer, &r, NULL) < 0) {
        record_clear(&r);
        return status;
    }
    size_t count = share->about->count;
    for (size_t i = 0; status == 0 && i < count && i < most; i++)
        status = tell(warnings, s, share->about->ids[i], r.id, r.title, err);
    if (count > most)
        buf_printf(warnings,
                   "Look up what %s may be told of %zu more clients (inwork disclosure).\n",
                   r.title, count - most);
    record_clear(&r);
    return status;
}
