/* SPDX-License-Identifier: GPL-3.0-or-later
 * A word to the person who has just saved.
 */
#include "inwork/model/advice.h"

#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/disclosure.h"
#include "inwork/model/sharing.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

static bool missing(const struct record *r, const char *field)
{
    return record_text(r, field)[0] == '\0';
}

static int about_concern(struct buf *out, struct store *s, const struct record *r,
                         struct error *err)
{
    (void)s;
    (void)err;
    if (missing(r, "alerted_on") && missing(r, "closed_on"))
        buf_add(out, "Nobody is recorded as told yet: tell the mental health team or your team "
                     "leader today. It stays first until that is filled in.\n");
    return 0;
}

static int about_safety(struct buf *out, struct store *s, const struct record *r, struct error *err)
{
    (void)s;
    (void)err;
    if (missing(r, "ground"))
        buf_add(out, "The ground is missing: without one, sharing for safety breaks a promise.\n");
    return 0;
}

static int about_stage(struct buf *out, struct store *s, const struct record *r, struct error *err)
{
    (void)s;
    (void)err;
    if (missing(r, "reason"))
        buf_add(out, "Why is not written: whoever reads this stage needs the reason.\n");
    return 0;
}

/* A recipient and what the register of consents says of them. */
static int about_recipient(struct buf *out, struct store *s, const struct record *r,
                           const char *party, const char *then, struct error *err)
{
    struct sharing_consent c;
    struct date today = date_of_moment(store_now(s));
    if (party[0] == '\0' || missing(r, "client"))
        return 0;
    int status = sharing_consent(&c, s, record_text(r, "client"), party, today, err);
    if (status == 0 && c.standing != SHARING_COVERED) {
        sharing_reason(out, &c, party);
        buf_printf(out, "%s\n", then);
    }
    return status;
}

static int about_share(struct buf *out, struct store *s, const struct record *r, struct error *err)
{
    const char *ground = record_text(r, "ground");
    if (strcmp(record_text(r, "by_program"), "yes") == 0 || strcmp(ground, "safety") == 0 ||
        strcmp(ground, "law") == 0)
        return 0;
    return about_recipient(out, s, r, record_text(r, "with_whom"),
                           ": ask the person, and record what they decide.", err);
}

static int about_referral(struct buf *out, struct store *s, const struct record *r,
                          struct error *err)
{
    return about_recipient(out, s, r, record_text(r, "service"),
                           ": another agency is a new recipient, so ask again.", err);
}

static int about_told(struct buf *out, struct store *s, const struct record *r, struct error *err)
{
    struct buf items = BUF_ZERO;
    int status = disclosure_told_too_much(&items, s, r, err);
    if (status == 0 && items.len > 0)
        buf_printf(out, "Told, but not agreed in the personal information plan: %s.\n",
                   buf_text(&items));
    buf_free(&items);
    return status;
}

/* What a talk decided, and the plan that counts, line by line. */
static int about_talk(struct buf *out, struct store *s, const struct record *r, struct error *err)
{
    struct disclosure_plan plan = {0};
    const char *decision = record_text(r, "decision");
    size_t told = 0;
    if (missing(r, "client") || decision[0] == '\0')
        return 0;
    int status = disclosure_plan_read(&plan, s, record_text(r, "client"), NULL, err);
    for (size_t i = 0; status == 0 && i < plan.count; i++)
        told += plan.lines[i].counts;
    if (status == 0 && strcmp(decision, "share_some") == 0 && told == 0)
        buf_add(out, "What may be told, to whom and how, goes line by line into the personal "
                     "information plan; until a line is agreed, all stays private.\n");
    if (status == 0 && strcmp(decision, "share_some") != 0 && told > 0)
        buf_printf(out,
                   "The personal information plan still lets %zu %s be told: go over it "
                   "together.\n",
                   told, told == 1 ? "thing" : "things");
    disclosure_plan_clear(&plan);
    return status;
}

/* A story is told in public only with a consent to that. */
static int about_story(struct buf *out, struct store *s, const struct record *r, struct error *err)
{
    struct record c = {0};
    (void)err;
    bool told = !missing(r, "published_where") || !missing(r, "published_on");
    bool held = !missing(r, "consent") && store_record(s, record_text(r, "consent"), &c, NULL) == 0;
    if (told &&
        (!held || strcmp(record_text(&c, "decision"), "yes") != 0 || !missing(&c, "withdrawn_on")))
        buf_add(out, "No consent in force is recorded to tell this story in public.\n");
    record_clear(&c);
    return 0;
}

static int any_permission(const struct record *r, void *payload, struct error *err)
{
    const char *permission = record_text(r, "permission");
    (void)err;
    *(bool *)payload |= strcmp(permission, "yes") == 0 || strcmp(permission, "listen_only") == 0;
    return 0;
}

/* Contact with family or friends needs the person's permission; listening never does. */
static int about_note(struct buf *out, struct store *s, const struct record *r, struct error *err)
{
    const struct record_field *with = record_field(r, "with_whom");
    bool family = false;
    for (size_t i = 0; with && with->head_count == 1 && i < with->heads[0].value.count; i++)
        family |= strcmp(with->heads[0].value.items[i], "family") == 0;
    if (!family || missing(r, "client"))
        return 0;
    bool permitted = false;
    const struct list_filter filter = {"client", record_text(r, "client")};
    const struct list_request q = {.kind = "supporter", .filters = &filter, .filter_count = 1};
    int status = store_list(s, &q, any_permission, &permitted, err);
    if (status == 0 && !permitted)
        buf_add(out, "No permission is recorded to speak with family or friends: listening and "
                     "general information are always right, telling is not.\n");
    return status;
}

int save_advice(struct buf *out, struct store *s, const char *record, struct error *err)
{
    static const struct {
        const char *kind;
        int (*advise)(struct buf *, struct store *, const struct record *, struct error *);
    } about[] = {
        {"concern", about_concern},
        {"safety_share", about_safety},
        {"stage_change", about_stage},
        {"info_share", about_share},
        {"referral_out", about_referral},
        {"disclosure_made", about_told},
        {"disclosure_talk", about_talk},
        {"story", about_story},
        {"note", about_note},
    };
    struct record r = {0};
    int status = store_record(s, record, &r, err);
    for (size_t i = 0; status == 0 && !r.struck && i < sizeof about / sizeof *about; i++)
        if (strcmp(r.kind, about[i].kind) == 0)
            status = about[i].advise(out, s, &r, err);
    record_clear(&r);
    return status < 0 ? status : buf_ok(out, err);
}
