/* SPDX-License-Identifier: GPL-3.0-or-later
 * team/joincode and team/request: what a newcomer and a lead tell each other.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/team/joincode.h"
#include "inwork/team/request.h"
#include "team_fixture.h"

struct team {
    struct device_keys lead, other;
    struct roster roster;
    struct age_identity identities[2];
    struct error err;
};

static int set_up(void **state)
{
    struct team *t = calloc(1, sizeof *t);
    team_device(&t->lead, 1);
    team_device(&t->other, 2);
    team_roster(&t->roster, &t->lead, t->identities);
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct team *t = *state;
    roster_clear(&t->roster);
    device_keys_clear(&t->lead);
    device_keys_clear(&t->other);
    free(t);
    return 0;
}

static void names_team_and_statement(void **state)
{
    struct team *t = *state;
    char text[JOINCODE_TEXT];
    struct joincode code;
    joincode_make(text, &t->roster);
    assert_int_equal(strlen(text), 56);
    assert_int_equal(strspn(text, "abcdefghijklmnopqrstuvwxyz234567"), 56);
    assert_int_equal(joincode_parse(&code, text, &t->err), 0);
    assert_int_equal(code.n, 2);
    assert_int_equal(joincode_check(&code, &t->roster, &t->err), 0);
    /* The roster may have grown since. */
    team_admit(&t->roster, &t->other, true, false, &t->lead);
    assert_int_equal(joincode_check(&code, &t->roster, &t->err), 0);
}

static void is_forgiving_to_read(void **state)
{
    struct team *t = *state;
    char text[JOINCODE_TEXT], spoken[2 * JOINCODE_TEXT];
    struct joincode code, again;
    size_t n = 0;
    joincode_make(text, &t->roster);
    for (size_t i = 0; text[i] != 0; i++) {
        spoken[n++] = (char)toupper((unsigned char)text[i]);
        if (i % 8 == 7)
            spoken[n++] = i % 16 == 7 ? '-' : ' ';
    }
    spoken[n] = 0;
    assert_int_equal(joincode_parse(&code, text, &t->err), 0);
    assert_int_equal(joincode_parse(&again, spoken, &t->err), 0);
    assert_memory_equal(code.team, again.team, sizeof code.team);
    assert_memory_equal(code.hash, again.hash, sizeof code.hash);
    assert_int_equal(code.n, again.n);
}

static void notices_slips(void **state)
{
    struct team *t = *state;
    char text[JOINCODE_TEXT];
    struct joincode code;
    joincode_make(text, &t->roster);
    for (size_t i = 0; text[i] != 0; i++) {
        char kept = text[i];
        text[i] = kept == 'a' ? 'b' : 'a';
        assert_int_equal(joincode_parse(&code, text, &t->err), -STATUS_DATA);
        text[i] = kept;
    }
    text[5] = '1';
    assert_int_equal(joincode_parse(&code, text, &t->err), -STATUS_DATA);
    text[55] = 0;
    assert_int_equal(joincode_parse(&code, text, &t->err), -STATUS_DATA);
    assert_string_equal(t->err.message, "a join code has 56 characters");
    assert_int_equal(joincode_parse(&code, "", &t->err), -STATUS_DATA);
}

static void refuses_other_rosters(void **state)
{
    struct team *t = *state;
    struct roster strange;
    struct age_identity identities[2];
    struct joincode code;
    char text[JOINCODE_TEXT];
    team_roster(&strange, &t->other, identities);
    joincode_make(text, &strange);
    assert_int_equal(joincode_parse(&code, text, &t->err), 0);
    assert_int_equal(joincode_check(&code, &t->roster, &t->err), -STATUS_REFUSED);
    roster_clear(&strange);
    /* A roster shown without its newest statement. */
    team_admit(&t->roster, &t->other, true, false, &t->lead);
    joincode_make(text, &t->roster);
    assert_int_equal(joincode_parse(&code, text, &t->err), 0);
    team_roster(&strange, &t->lead, identities);
    assert_string_equal(roster_team(&strange), roster_team(&t->roster));
    assert_int_equal(joincode_check(&code, &strange, &t->err), -STATUS_REFUSED);
    roster_clear(&strange);
    assert_int_equal(joincode_check(&code, &strange, &t->err), -STATUS_REFUSED);
}

static void requests_tell_leads_the_name(void **state)
{
    struct team *t = *state;
    struct buf text = {0};
    struct request q;
    char id[DEVICE_ID_TEXT];
    device_id(id, &t->other.public);
    assert_int_equal(request_write(&text, &t->roster, TEAM_MEMBER_B, "Ada Éxample", TEAM_NOW,
                                   &t->other, &t->err),
                     0);
    assert_true(text.len < 1500);
    assert_null(strstr(text.data, "xample"));
    assert_int_equal(
        request_read(&q, roster_team(&t->roster), id, text.data, text.len, &t->lead, &t->err), 0);
    assert_string_equal(q.name, "Ada Éxample");
    assert_string_equal(q.device, id);
    assert_string_equal(q.member, TEAM_MEMBER_B);
    assert_memory_equal(q.public.x25519, t->other.public.x25519, 32);
    request_clear(&q);
    /* Not even its writer can open the name; that is no reason to refuse the request. */
    assert_int_equal(
        request_read(&q, roster_team(&t->roster), id, text.data, text.len, &t->other, &t->err), 0);
    assert_string_equal(q.name, "");
    request_clear(&q);
    buf_free(&text);
}

static void refuses_altered_requests(void **state)
{
    struct team *t = *state;
    struct buf text = {0};
    struct request q;
    char id[DEVICE_ID_TEXT], lead[DEVICE_ID_TEXT];
    device_id(id, &t->other.public);
    device_id(lead, &t->lead.public);
    assert_int_equal(
        request_write(&text, &t->roster, TEAM_MEMBER_B, "Ada", TEAM_NOW, &t->other, &t->err), 0);
    for (size_t i = 0; i < text.len; i++) {
        text.data[i] ^= 1;
        assert_true(
            request_read(&q, roster_team(&t->roster), id, text.data, text.len, NULL, &t->err) < 0);
        text.data[i] ^= 1;
    }
    assert_int_equal(
        request_read(&q, roster_team(&t->roster), lead, text.data, text.len, NULL, &t->err),
        -STATUS_DATA);
    assert_int_equal(
        request_read(&q, roster_newest(&t->roster), id, text.data, text.len, NULL, &t->err),
        -STATUS_DATA);
    assert_string_equal(t->err.message, "the request is to another team");
    buf_reserve(&text, 9000);
    while (text.len < 8193)
        buf_push(&text, ' ');
    assert_int_equal(
        request_read(&q, roster_team(&t->roster), id, text.data, text.len, NULL, &t->err),
        -STATUS_DATA);
    buf_free(&text);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(names_team_and_statement), T(is_forgiving_to_read),         T(notices_slips),
        T(refuses_other_rosters),    T(requests_tell_leads_the_name), T(refuses_altered_requests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
