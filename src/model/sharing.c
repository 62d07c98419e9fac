/* SPDX-License-Identifier: GPL-3.0-or-later
 * The register of consents, asked about one recipient.
 */
#include "inwork/model/sharing.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/client_names.h"
#include "inwork/model/due.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "sharing_int.h"

#define BOUND_MOST 200 /* bytes of an answer that a warning quotes */

/* Is every word of `few` among those of `many`? Both folded, with spaces between. */
static bool words_within(const char *few, const char *many)
{
    while (*few != '\0') {
        size_t n = strcspn(few, " ");
        bool found = false;
        for (const char *at = many; !found && *at != '\0';) {
            size_t m = strcspn(at, " ");
            found = m == n && memcmp(at, few, n) == 0;
            at += m + (at[m] == ' ');
        }
        if (!found)
            return false;
        few += n + (few[n] == ' ');
    }
    return true;
}

/* One party of a consent, its words folded, and the recipient. */
bool sharing_same_party(const char *party, const char *recipient)
{
    if (party[0] == '\0' || recipient[0] == '\0')
        return false;
    return words_within(party, recipient) ||
           (strchr(recipient, ' ') && words_within(recipient, party));
}

static bool names_party(const char *parties, const char *recipient)
{
    bool found = false;
    struct buf to = BUF_ZERO;
    struct buf one = BUF_ZERO;
    words_fold(&to, recipient, strlen(recipient));
    while (!found && *parties != '\0') {
        size_t n = strcspn(parties, ";,/\n");
        size_t used = n;
        for (size_t i = 0; i + 5 <= n; i++)
            if (memcmp(parties + i, " and ", 5) == 0) {
                n = i;
                used = i + 4;
                break;
            }
        buf_clear(&one);
        words_fold(&one, parties, n);
        found = sharing_same_party(buf_text(&one), buf_text(&to));
        parties += used + (parties[used] != '\0');
    }
    buf_free(&to);
    buf_free(&one);
    return found;
}

struct asking {
    const char *party;
    struct date today;
    struct date given; /* of what was found so far */
    int days;
    struct sharing_consent *out;
};

static struct date date_of(const struct record *r, const char *field)
{
    struct date d = {0};
    return date_parse(&d, record_text(r, field)) ? d : (struct date){0};
}

/* The first of the days that people gave: where they differ on when a consent ended, it has ended
 * with the first of them. */
static struct date first_date_of(const struct record *r, const char *field)
{
    const struct record_field *f = record_field(r, field);
    struct date first = {0};
    for (size_t i = 0; f && i < f->head_count; i++) {
        struct date d;
        if (f->heads[i].value.type == VALUE_TEXT && date_parse(&d, f->heads[i].value.text) &&
            (first.year == 0 || date_compare(d, first) < 0))
            first = d;
    }
    return first;
}

static bool known(struct date d)
{
    return d.year != 0;
}

/* What one consent says today. */
static struct sharing_consent judge(const struct record *r, struct date given,
                                    const struct asking *a)
{
    struct date today = a->today;
    struct sharing_consent c = {.on = given, .days = a->days};
    const char *decision = record_text(r, "decision");
    struct date withdrawn = first_date_of(r, "withdrawn_on");
    struct date until = first_date_of(r, "until_on");
    struct date asked = date_of(r, "reconfirmed_on");
    if (!known(asked) || (known(given) && date_compare(given, asked) > 0))
        asked = given;
    memcpy(c.id, r->id, sizeof c.id);
    if (known(withdrawn) && date_compare(withdrawn, today) <= 0) {
        c.standing = SHARING_WITHDRAWN;
        c.on = withdrawn;
    } else if (strcmp(decision, "no") == 0) {
        c.standing = SHARING_REFUSED;
    } else if (strcmp(decision, "yes") != 0) {
        c.standing = SHARING_UNDECIDED;
    } else if (known(until) && date_compare(until, today) < 0) {
        c.standing = SHARING_ENDED;
        c.on = until;
    } else if (known(given) && date_compare(given, today) > 0) {
        c.standing = SHARING_EARLY;
    } else if (!known(asked) || date_compare(date_add_days(asked, a->days), today) < 0) {
        c.standing = SHARING_STALE;
        c.on = asked;
    } else {
        c.standing = SHARING_COVERED;
    }
    return c;
}

static int take(const struct record *r, void *payload, struct error *err)
{
    struct asking *a = payload;
    (void)err;
    /* A consent of no said kind is a consent to share as well. */
    const char *kind = record_text(r, "consent_kind");
    if ((kind[0] != '\0' && strcmp(kind, "share") != 0) ||
        !names_party(record_text(r, "party"), a->party))
        return 0;
    struct date given = date_of(r, "given_on");
    struct sharing_consent c = judge(r, given, a);
    int newer = a->out->id[0] == '\0'             ? 1
                : known(given) && known(a->given) ? date_compare(given, a->given)
                                                  : (int)known(given) - (int)known(a->given);
    if (newer > 0 || (newer == 0 && c.standing > a->out->standing)) {
        *a->out = c;
        a->given = given;
    }
    return 0;
}

int sharing_days(int *out, struct store *s, struct error *err)
{
    struct due d = {0};
    *out = SHARING_DAYS;
    int status = due_read_clocks(&d, s, err);
    for (size_t i = 0; status == 0 && i < d.clock_count; i++)
        for (size_t j = 0; j < d.clocks[i].setting_count; j++)
            if (strcmp(d.clocks[i].settings[j].name, "consent_days") == 0) {
                long days = strtol(d.clocks[i].settings[j].value, NULL, 10);
                *out = days > 0 && days < 36500 ? (int)days : SHARING_DAYS;
            }
    due_clear(&d);
    return status;
}

int sharing_consent(struct sharing_consent *out, struct store *s, const char *client,
                    const char *party, struct date today, struct error *err)
{
    int days = SHARING_DAYS;
    int status = sharing_days(&days, s, err);
    return status < 0 ? status : sharing_consent_within(out, s, client, party, today, days, err);
}

int sharing_consent_within(struct sharing_consent *out, struct store *s, const char *client,
                           const char *party, struct date today, int days, struct error *err)
{
    *out = (struct sharing_consent){.standing = SHARING_NONE};
    if (!party || party[strspn(party, " ")] == '\0') {
        out->standing = SHARING_NO_PARTY;
        return 0;
    }
    const struct list_filter filter = {.field = "client", .value = client};
    const struct list_request request = {.kind = "consent", .filters = &filter, .filter_count = 1};
    struct asking a = {.party = party, .today = today, .days = days, .out = out};
    return store_list(s, &request, take, &a, err);
}

void sharing_reason(struct buf *out, const struct sharing_consent *c, const char *party)
{
    const char *with = party ? party : "";
    struct buf day = BUF_ZERO;
    if (known(c->on))
        date_describe_day(&day, c->on);
    const char *on = day.len > 0 ? " on " : "";
    switch (c->standing) {
    case SHARING_COVERED:
        break;
    case SHARING_NO_PARTY:
        buf_add(out, "Nobody was named as the recipient, so consent could not be checked");
        break;
    case SHARING_NONE:
        buf_printf(out, "No consent recorded to share with %s", with);
        break;
    case SHARING_REFUSED:
        buf_printf(out, "Sharing with %s was decided against%s%s", with, on, buf_text(&day));
        break;
    case SHARING_UNDECIDED:
        buf_printf(out, "Sharing with %s was talked about%s%s and not decided", with, on,
                   buf_text(&day));
        break;
    case SHARING_EARLY:
        buf_printf(out, "The consent to share with %s begins%s%s", with, on, buf_text(&day));
        break;
    case SHARING_ENDED:
        buf_printf(out, "The consent to share with %s ran out%s%s", with, on, buf_text(&day));
        break;
    case SHARING_WITHDRAWN:
        buf_printf(out, "The consent to share with %s was withdrawn%s%s", with, on, buf_text(&day));
        break;
    case SHARING_STALE:
        if (day.len > 0 && c->days == SHARING_DAYS)
            buf_printf(out,
                       "The consent to share with %s was not reconfirmed for 12 months (last %s)",
                       with, buf_text(&day));
        else if (day.len > 0)
            buf_printf(out,
                       "The consent to share with %s was not reconfirmed for %d days (last %s)",
                       with, c->days, buf_text(&day));
        else
            buf_printf(out, "The consent to share with %s has no date", with);
        break;
    }
    buf_free(&day);
}

static void add_bound(struct buf *out, const char *before, const char *text)
{
    size_t n = 0;
    if (text[0] == '\0')
        return;
    buf_printf(out, "%s “", before);
    for (; n < BOUND_MOST && text[n] != '\0'; n++)
        buf_push(out, text[n] == '\n' || text[n] == '\t' ? ' ' : text[n]);
    while (text[n] != '\0' && ((unsigned char)text[n] & 0xC0) == 0x80)
        buf_push(out, text[n++]); /* the rest of a letter */
    buf_add(out, text[n] != '\0' ? "…”" : "”");
}

/* The last look at whether the client can agree to sharing. */
struct ability {
    struct date on;
    bool doubted;
};

static bool answered_no(const struct record *r, const char *field)
{
    return strcmp(record_text(r, field), "no") == 0;
}

static int take_capacity(const struct record *r, void *payload, struct error *err)
{
    struct ability *a = payload;
    const char *kind = record_text(r, "capacity_kind");
    const char *conclusion = record_text(r, "conclusion");
    struct date on = date_of(r, "assessed_on");
    (void)err;
    if ((kind[0] != '\0' && strcmp(kind, "sharing") != 0) ||
        (known(a->on) && (!known(on) || date_compare(on, a->on) < 0)))
        return 0;
    a->on = on;
    a->doubted =
        strcmp(conclusion, "not_now") == 0 || strcmp(conclusion, "not_clear") == 0 ||
        (conclusion[0] == '\0' && (answered_no(r, "understands") || answered_no(r, "own_view") ||
                                   answered_no(r, "consistent")));
    return 0;
}

/* A consent can be relied on where the person was able to give it. */
static void add_capacity(struct buf *out, struct store *s, const char *client)
{
    const struct list_filter filter = {.field = "client", .value = client};
    const struct list_request request = {.kind = "capacity", .filters = &filter, .filter_count = 1};
    struct ability a = {0};
    if (client[0] == '\0' || store_list(s, &request, take_capacity, &a, NULL) < 0 || !a.doubted)
        return;
    buf_add(out, "Whether the person can agree to sharing was in doubt");
    if (known(a.on)) {
        buf_add(out, " on ");
        date_describe_day(out, a.on);
    }
    buf_add(out, " (capacity): look at that again before relying on the consent");
}

void sharing_bounds(struct buf *out, struct store *s, const struct sharing_consent *c,
                    const char *party)
{
    struct record r = {0};
    struct buf bounds = BUF_ZERO;
    if (c->id[0] == '\0' || (c->standing != SHARING_COVERED && c->standing != SHARING_STALE) ||
        store_record(s, c->id, &r, NULL) < 0) {
        record_clear(&r);
        return;
    }
    add_bound(&bounds, " covers", record_text(&r, "scope"));
    add_bound(&bounds, bounds.len > 0 ? ", for" : " is for", record_text(&r, "purpose"));
    add_bound(&bounds, bounds.len > 0 ? "; to stay private:" : " leaves out",
              record_text(&r, "not_to_share"));
    if (bounds.len > 0)
        buf_printf(out, "The consent to share with %s%s", party ? party : "", buf_text(&bounds));
    buf_clear(&bounds);
    add_capacity(&bounds, s, record_text(&r, "client"));
    buf_printf(out, "%s%s", out->len > 0 && bounds.len > 0 ? ". " : "", buf_text(&bounds));
    buf_free(&bounds);
    record_clear(&r);
}
