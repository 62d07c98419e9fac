/* SPDX-License-Identifier: GPL-3.0-or-later
 * The register of consents and the sharing log: who is a recipient, which decision counts today,
 * what the person is told, and what is written down.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/save.h"
#include "inwork/model/sharing.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "store_fixture.h"

static char ada[RECORD_ID_TEXT];

/* A new record from pairs of field and text. */
static void add(struct store *s, const char *kind, char id[RECORD_ID_TEXT],
                const char *const *pairs)
{
    struct save_field fields[12] = {0};
    size_t count = 0;
    struct error err = {0};
    for (; pairs[0]; pairs += 2) {
        fields[count].field = pairs[0];
        assert_int_equal(value_set_text(&fields[count++].to, pairs[1], strlen(pairs[1]), NULL), 0);
    }
    if (save_new(s, catalogue_kind(store_catalogue(s), kind), fields, count, NULL, id, NULL, &err))
        fail_msg("%s", err.message);
    for (size_t i = 0; i < count; i++)
        value_clear(&fields[i].to);
}
#define ADD(s, kind, id, ...) add(s, kind, id, (const char *const[]){__VA_ARGS__, NULL})

static int begin(void **state)
{
    if (store_fixture_new(state) != 0)
        return -1;
    ADD(((struct store_fixture *)*state)->store, "client", ada, "name", "Ada Example");
    return 0;
}

static enum sharing_standing standing(struct store *s, const char *party)
{
    struct sharing_consent c;
    struct error err = {0};
    struct date today = {2026, 9, 7};
    assert_int_equal(sharing_consent(&c, s, ada, party, today, &err), 0);
    return c.standing;
}

static void who_is_meant(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    ADD(s, "consent", NULL, "client", ada, "consent_kind", "share", "party",
        "Dr Testy, Testbury Health; Jobcentre and Café Advice", "decision", "yes", "given_on",
        "2026-09-01");
    assert_int_equal(standing(s, "Dr Testy"), SHARING_COVERED);
    assert_int_equal(standing(s, "dr testy (GP)"), SHARING_COVERED);
    assert_int_equal(standing(s, "TESTBURY HEALTH"), SHARING_COVERED);
    assert_int_equal(standing(s, "Testbury Health, reception"), SHARING_COVERED);
    assert_int_equal(standing(s, "the Jobcentre"), SHARING_COVERED);
    assert_int_equal(standing(s, "cafe advice"), SHARING_COVERED);
    assert_int_equal(standing(s, "Health"), SHARING_NONE); /* one word of two is anybody */
    assert_int_equal(standing(s, "Testbury Bakery"), SHARING_NONE);
    assert_int_equal(standing(s, "Dr Other"), SHARING_NONE);
    assert_int_equal(standing(s, NULL), SHARING_NO_PARTY);
    assert_int_equal(standing(s, "  "), SHARING_NO_PARTY);
    /* Another client's consent, and a consent of another kind, are none. */
    char other[RECORD_ID_TEXT];
    ADD(s, "client", other, "name", "Casey Invented");
    ADD(s, "consent", NULL, "client", other, "consent_kind", "share", "party", "Aunt Madeup",
        "decision", "yes", "given_on", "2026-09-01");
    ADD(s, "consent", NULL, "client", ada, "consent_kind", "contact_family", "party", "Aunt Madeup",
        "decision", "yes", "given_on", "2026-09-01");
    assert_int_equal(standing(s, "Aunt Madeup"), SHARING_NONE);
}

static void what_holds_today(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    static const struct {
        const char *party;
        const char *extra[8];
        enum sharing_standing want;
        const char *reason;
    } cases[] = {
        {"One", {"decision", "yes", "given_on", "2026-09-07"}, SHARING_COVERED, ""},
        {"Two",
         {"decision", "yes", "given_on", "2026-01-02", "until_on", "2026-09-07"},
         SHARING_COVERED,
         ""},
        {"Three",
         {"decision", "yes", "given_on", "2026-01-02", "until_on", "2026-09-06"},
         SHARING_ENDED,
         "The consent to share with Three ran out on Sun 6 Sep 2026"},
        {"Four",
         {"decision", "yes", "given_on", "2026-01-02", "withdrawn_on", "2026-09-07"},
         SHARING_WITHDRAWN,
         "The consent to share with Four was withdrawn on Mon 7 Sep 2026"},
        {"Five",
         {"decision", "yes", "given_on", "2026-01-02", "withdrawn_on", "2026-09-08"},
         SHARING_COVERED,
         ""},
        {"Six",
         {"decision", "no", "given_on", "2026-09-04"},
         SHARING_REFUSED,
         "Sharing with Six was decided against on Fri 4 Sep 2026"},
        {"Seven",
         {"decision", "undecided"},
         SHARING_UNDECIDED,
         "Sharing with Seven was talked about and not decided"},
        {"Eight",
         {"decision", "yes", "given_on", "2026-09-08"},
         SHARING_EARLY,
         "The consent to share with Eight begins on Tue 8 Sep 2026"},
        {"Nine", {"decision", "yes", "given_on", "2025-09-07"}, SHARING_COVERED, ""},
        {"Ten",
         {"decision", "yes", "given_on", "2025-09-06"},
         SHARING_STALE,
         "The consent to share with Ten was not reconfirmed for 12 months (last Sat 6 Sep 2025)"},
        {"Eleven",
         {"decision", "yes", "given_on", "2024-01-01", "reconfirmed_on", "2026-03-01"},
         SHARING_COVERED,
         ""},
        {"Twelve",
         {"decision", "yes"},
         SHARING_STALE,
         "The consent to share with Twelve has no date"},
        {"Thirteen",
         {0},
         SHARING_UNDECIDED,
         "Sharing with Thirteen was talked about and not decided"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *pairs[16] = {"client", ada, "party", cases[i].party};
        for (size_t j = 0; j < 8 && cases[i].extra[j]; j++)
            pairs[4 + j] = cases[i].extra[j];
        add(s, "consent", NULL, pairs);
        struct sharing_consent c;
        struct buf reason = BUF_ZERO;
        struct error err = {0};
        struct date today = {2026, 9, 7};
        assert_int_equal(sharing_consent(&c, s, ada, cases[i].party, today, &err), 0);
        if (c.standing != cases[i].want)
            fail_msg("%s: %d", cases[i].party, (int)c.standing);
        sharing_reason(&reason, &c, cases[i].party);
        assert_string_equal(buf_text(&reason), cases[i].reason);
        buf_free(&reason);
    }
}

static void the_last_decision_counts(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    ADD(s, "consent", NULL, "client", ada, "party", "Dr Testy", "decision", "yes", "given_on",
        "2026-05-01");
    ADD(s, "consent", NULL, "client", ada, "party", "Dr Testy", "decision", "no", "given_on",
        "2026-06-01");
    assert_int_equal(standing(s, "Dr Testy"), SHARING_REFUSED);
    ADD(s, "consent", NULL, "client", ada, "party", "Dr Testy", "decision", "yes", "given_on",
        "2026-07-01");
    assert_int_equal(standing(s, "Dr Testy"), SHARING_COVERED);
    ADD(s, "consent", NULL, "client", ada, "party", "Dr Testy", "decision", "undecided", "given_on",
        "2026-07-01");
    assert_int_equal(standing(s, "Dr Testy"), SHARING_UNDECIDED);
}

/* How long a consent holds without being asked about is the team's to say. */
static void the_team_says_how_long(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    ADD(s, "consent", NULL, "client", ada, "party", "Dr Testy", "decision", "yes", "given_on",
        "2026-08-01");
    assert_int_equal(standing(s, "Dr Testy"), SHARING_COVERED);
    ADD(s, "setting", NULL, "name", "consent_days", "value", "30");
    struct sharing_consent c;
    struct buf reason = BUF_ZERO;
    struct date today = {2026, 9, 7};
    assert_int_equal(sharing_consent(&c, s, ada, "Dr Testy", today, NULL), 0);
    sharing_reason(&reason, &c, "Dr Testy");
    assert_string_equal(
        buf_text(&reason),
        "The consent to share with Dr Testy was not reconfirmed for 30 days (last Sat 1 Aug 2026)");
    buf_free(&reason);
}

/* Written without knowing of what is there: two answers, and people differ. */
static void differ(struct store *s, const char *record, const char *kind, const char *field,
                   const char *text)
{
    struct value to = {0};
    struct error err = {0};
    assert_int_equal(value_set_text(&to, text, strlen(text), NULL), 0);
    const struct assignment set = {.field = field, .to = &to};
    const struct change change = {.record = record, .kind = kind, .set = &set, .count = 1};
    assert_int_equal(store_save(s, &change, NULL, NULL, &err), 0);
    value_clear(&to);
}

static void differing_days_end_it_with_the_first(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    char id[RECORD_ID_TEXT];
    ADD(s, "consent", id, "client", ada, "party", "Dr Testy", "decision", "yes", "given_on",
        "2026-08-01", "withdrawn_on", "2026-09-05");
    differ(s, id, "consent", "withdrawn_on", "2026-09-20");
    assert_int_equal(standing(s, "Dr Testy"), SHARING_WITHDRAWN);
    ADD(s, "consent", id, "client", ada, "party", "Mx Testy", "decision", "yes", "given_on",
        "2026-08-01", "until_on", "2026-12-01");
    differ(s, id, "consent", "until_on", "2026-09-01");
    assert_int_equal(standing(s, "Mx Testy"), SHARING_ENDED);
    ADD(s, "consent", id, "client", ada, "party", "Mr Testy", "decision", "yes", "given_on",
        "2026-08-01");
    differ(s, id, "consent", "decision", "no");
    assert_int_equal(standing(s, "Mr Testy"), SHARING_UNDECIDED);
}

/* A text for an employer is held against the personal information plan. */
static void an_employer_is_told_what_was_agreed(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct buf said = BUF_ZERO;
    struct sharing_clients about = {0};
    char bakery[RECORD_ID_TEXT], bea[RECORD_ID_TEXT];
    ADD(s, "employer", bakery, "name", "Example Bakery");
    ADD(s, "employer_person", bea, "employer", bakery, "name", "Bea Sample");
    ADD(s, "employer_person", bea, "employer", bakery, "name", "Testy");
    ADD(s, "consent", NULL, "client", ada, "party", "Example Bakery; Bea Sample; Dr Testy",
        "decision", "yes", "given_on", "2026-09-01");
    assert_int_equal(sharing_clients_of_record(&about, s, ada, &err), 0);
    struct sharing share = {
        .about = &about, .what = "Summary", .party = "Bea Sample", .route = "print"};
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(buf_text(&said), "Nothing is agreed about what Example Bakery may be told, "
                                         "so everything is private (Ada Example).\n");
    buf_clear(&said);
    ADD(s, "disclosure_item", NULL, "client", ada, "item", "support_from_service", "choice",
        "share", "agreed_on", "2026-09-02");
    ADD(s, "disclosure_item", NULL, "client", ada, "item", "mental_health", "choice", "share");
    share.party = "The Example Bakery, Leeds";
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(
        buf_text(&said),
        "Example Bakery may be told of this and no more: Having job support (Ada Example).\n");
    buf_clear(&said);
    share.party = "Dr Testy"; /* one word is not enough to be the person at the bakery */
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(buf_text(&said), "");
    buf_free(&said);
    sharing_clients_clear(&about);
}

static void bounds_are_told_each_time(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct buf said = BUF_ZERO;
    struct sharing_clients about = {0};
    ADD(s, "consent", NULL, "client", ada, "party", "Dr Testy", "decision", "yes", "given_on",
        "2026-09-01", "scope", "Attendance,\nnothing else", "purpose", "a fit note", "not_to_share",
        "The diagnosis");
    ADD(s, "consent", NULL, "client", ada, "party", "Ms Testy", "decision", "yes", "given_on",
        "2026-09-01", "purpose", "a fit note");
    ADD(s, "consent", NULL, "client", ada, "party", "Old Testy", "decision", "yes", "given_on",
        "2026-08-01", "until_on", "2026-08-02", "purpose", "a fit note");
    assert_int_equal(sharing_clients_of_record(&about, s, ada, &err), 0);
    struct sharing share = {
        .about = &about, .what = "Summary", .party = "Dr Testy", .route = "print"};
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(buf_text(&said),
                        "The consent to share with Dr Testy covers “Attendance, nothing else”, for "
                        "“a fit note”; to stay private: “The diagnosis” (Ada Example).\n");
    buf_clear(&said);
    share.party = "Ms Testy";
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(buf_text(&said),
                        "The consent to share with Ms Testy is for “a fit note” (Ada Example).\n");
    buf_clear(&said);
    ADD(s, "capacity", NULL, "client", ada, "capacity_kind", "sharing", "assessed_on", "2026-09-02",
        "own_view", "no");
    ADD(s, "capacity", NULL, "client", ada, "capacity_kind", "decision", "assessed_on",
        "2026-09-03", "conclusion", "not_now"); /* about something else */
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(
        buf_text(&said),
        "The consent to share with Ms Testy is for “a fit note”. Whether the person "
        "can agree to sharing was in doubt on Wed 2 Sep 2026 (capacity): look at "
        "that again before relying on the consent (Ada Example).\n");
    buf_clear(&said);
    ADD(s, "capacity", NULL, "client", ada, "capacity_kind", "sharing", "assessed_on", "2026-09-04",
        "own_view", "no", "conclusion", "able_with_help"); /* the last look counts */
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(buf_text(&said),
                        "The consent to share with Ms Testy is for “a fit note” (Ada Example).\n");
    buf_clear(&said);
    share.party = "Old Testy"; /* none is in force: no bounds, but the reason */
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(
        buf_text(&said),
        "The consent to share with Old Testy ran out on Sun 2 Aug 2026 (Ada Example).\n");
    buf_free(&said);
    sharing_clients_clear(&about);
}

struct entries {
    size_t count;
    struct buf text;
};

static int each(const struct record *r, void *payload, struct error *err)
{
    struct entries *e = payload;
    (void)err;
    e->count++;
    static const char *const fields[] = {"shared_on", "what",   "with_whom", "purpose",
                                         "route",     "ground", "consent",   "by_program"};
    buf_clear(&e->text);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        buf_printf(&e->text, "%s|", record_text(r, fields[i]));
    return 0;
}

static struct entries logged(struct store *s, const char *client)
{
    const struct list_filter filter = {"client", client};
    const struct list_request q = {.kind = "info_share", .filters = &filter, .filter_count = 1};
    struct entries e = {0};
    assert_int_equal(store_list(s, &q, each, &e, NULL), 0);
    return e;
}

static void written_down(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct buf said = BUF_ZERO, want = BUF_ZERO;
    char consent[RECORD_ID_TEXT];
    struct sharing_clients about = {0};
    ADD(s, "consent", consent, "client", ada, "party", "Dr Testy", "decision", "yes", "given_on",
        "2026-09-01");
    assert_int_equal(sharing_clients_of_record(&about, s, ada, &err), 0);
    struct sharing share = {.about = &about,
                            .what = "Summary",
                            .party = "Dr Testy",
                            .purpose = "a meeting",
                            .route = "print"};
    for (int again = 0; again < 2; again++) { /* the same on the same day is one share */
        assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
        assert_string_equal(buf_text(&said), "");
        struct entries e = logged(s, ada);
        assert_int_equal(e.count, 1);
        buf_clear(&want);
        buf_printf(&want, "2026-09-07|Summary|Dr Testy|a meeting|print|consent|%s|yes|", consent);
        assert_string_equal(buf_text(&e.text), buf_text(&want));
        buf_free(&e.text);
    }
    share.party = "Nosy Neighbour";
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(buf_text(&said),
                        "No consent recorded to share with Nosy Neighbour (Ada Example).\n");
    struct entries e = logged(s, ada);
    assert_int_equal(e.count, 2);
    buf_free(&e.text);

    /* Without names nothing is asked, but it is written down. */
    share.nameless = true;
    share.party = "a colleague";
    buf_clear(&said);
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(buf_text(&said), "");
    e = logged(s, ada);
    assert_int_equal(e.count, 3);
    buf_free(&e.text);
    sharing_clients_clear(&about);
    buf_free(&said);
    buf_free(&want);
}

static void several_clients(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct buf said = BUF_ZERO;
    char others[4][RECORD_ID_TEXT], job[RECORD_ID_TEXT], change[RECORD_ID_TEXT];
    for (int i = 0; i < 4; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "Testy Person%d", i);
        ADD(s, "client", others[i], "name", name);
    }
    ADD(s, "employer", NULL, "name", "Testbury Bakery");
    ADD(s, "note", NULL, "client", ada, "activities", "Met");
    ADD(s, "note", NULL, "client", others[1], "activities", "Met");
    ADD(s, "note", NULL, "activities", "About nobody");
    ADD(s, "job", job, "client", others[2], "job_title", "Baker");
    ADD(s, "job_change", change, "job", job, "note", "More hours");

    struct sharing_clients about = {0};
    assert_int_equal(sharing_clients_of_kind(&about, s, "employer", &err), 0);
    assert_int_equal(about.count, 0);
    assert_int_equal(sharing_clients_of_kind(&about, s, "note", &err), 0);
    assert_int_equal(about.count, 2);
    assert_int_equal(sharing_clients_of_kind(&about, s, "note", &err), 0);
    assert_int_equal(about.count, 2);
    assert_int_equal(sharing_clients_of_kind(&about, s, "job_change", &err), 0);
    assert_int_equal(about.count, 3);
    struct sharing_clients one = {0};
    assert_int_equal(sharing_clients_of_record(&one, s, change, &err), 0);
    assert_int_equal(one.count, 1);
    assert_string_equal(one.ids[0], others[2]);
    sharing_clients_clear(&one);

    struct sharing share = {.about = &about, .what = "Export", .route = "export"};
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(
        buf_text(&said),
        "Nobody was named as the recipient, so consent could not be checked (Ada Example, Testy "
        "Person1, Testy Person2).\n");
    assert_int_equal(sharing_clients_of_kind(&about, s, "client", &err), 0);
    assert_int_equal(about.count, 5);
    buf_clear(&said);
    share.party = "Dr Testy";
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_string_equal(buf_text(&said),
                        "No consent recorded to share with Dr Testy: 5 clients.\n");
    struct entries e = logged(s, others[3]);
    assert_int_equal(e.count, 1);
    buf_free(&e.text);
    sharing_clients_clear(&about);
    buf_free(&said);
}

/* Where nothing can be written the share is not stopped, and the person hears of it. */
static void not_writable(void **state)
{
    (void)state;
    struct store *s = store_fixture_open(); /* no device: nothing can be signed */
    struct sharing_clients about = {.count = 1};
    about.ids = calloc(1, sizeof *about.ids);
    assert_non_null(about.ids);
    memcpy(about.ids[0], ada, sizeof ada);
    struct sharing share = {.about = &about, .what = "Export", .route = "export"};
    struct buf said = BUF_ZERO;
    struct error err = {0};
    assert_int_equal(sharing_leave(s, &share, &said, &err), 0);
    assert_non_null(strstr(buf_text(&said), "not in the sharing log, which could not be written"));
    sharing_clients_clear(&about);
    buf_free(&said);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(who_is_meant, begin, store_fixture_free),
        cmocka_unit_test_setup_teardown(what_holds_today, begin, store_fixture_free),
        cmocka_unit_test_setup_teardown(differing_days_end_it_with_the_first, begin,
                                        store_fixture_free),
        cmocka_unit_test_setup_teardown(an_employer_is_told_what_was_agreed, begin,
                                        store_fixture_free),
        cmocka_unit_test_setup_teardown(bounds_are_told_each_time, begin, store_fixture_free),
        cmocka_unit_test_setup_teardown(the_last_decision_counts, begin, store_fixture_free),
        cmocka_unit_test_setup_teardown(the_team_says_how_long, begin, store_fixture_free),
        cmocka_unit_test_setup_teardown(written_down, begin, store_fixture_free),
        cmocka_unit_test_setup_teardown(several_clients, begin, store_fixture_free),
        cmocka_unit_test(not_writable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
