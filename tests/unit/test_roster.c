/* SPDX-License-Identifier: GPL-3.0-or-later
 * team/roster: what is taken in, and every way a statement is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/sshsig.h"
#include "team_fixture.h"

struct team {
    struct device_keys lead, other;
    struct roster roster;
    struct age_identity identities[2];
    struct buf body, signature;
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
    buf_free(&t->body);
    buf_free(&t->signature);
    free(t);
    return 0;
}

static int take(struct team *t)
{
    return roster_add(&t->roster, t->body.data, t->body.len, t->signature.data, t->signature.len,
                      &t->err);
}

/* Sign whatever stands in `body` and try it. */
static int take_signed(struct team *t, const struct device_keys *signer)
{
    buf_clear(&t->signature);
    assert_int_equal(
        sshsig_sign(&t->signature, signer, ROSTER_NAMESPACE, t->body.data, t->body.len, &t->err),
        0);
    return take(t);
}

static void replace(struct buf *b, const char *what, const char *with)
{
    char *at = strstr(b->data, what);
    assert_non_null(at);
    buf_splice(b, (size_t)(at - b->data), strlen(what), with, strlen(with));
}

static struct roster_change admission(const struct team *t, bool lead)
{
    static const char *const names[] = {"directory", "casework"};
    return (struct roster_change){.type = ROSTER_ADMIT,
                                  .device = t->other.public,
                                  .member = TEAM_MEMBER_B,
                                  .compartments = names,
                                  .compartment_count = 2,
                                  .lead = lead};
}

static void founds_and_admits(void **state)
{
    struct team *t = *state;
    char id[DEVICE_ID_TEXT];
    device_id(id, &t->lead.public);
    assert_int_equal(t->roster.count, 3);
    assert_int_equal(strlen(roster_team(&t->roster)), 64);
    assert_true(roster_is_lead(&t->roster, id));
    assert_true(roster_may(roster_device(&t->roster, id), "supervision-x"));
    device_id(id, &t->other.public);
    assert_null(roster_device(&t->roster, id));
    team_admit(&t->roster, &t->other, false, false, &t->lead);
    const struct roster_device *d = roster_device(&t->roster, id);
    assert_string_equal(d->member, TEAM_MEMBER_B);
    assert_true(roster_may(d, "directory"));
    assert_false(roster_may(d, "casework"));
    assert_false(roster_is_lead(&t->roster, id));
}

static void a_later_admission_replaces(void **state)
{
    struct team *t = *state;
    char id[DEVICE_ID_TEXT];
    device_id(id, &t->other.public);
    team_admit(&t->roster, &t->other, true, true, &t->lead);
    team_admit(&t->roster, &t->other, false, false, &t->lead);
    const struct roster_device *d = roster_device(&t->roster, id);
    assert_int_equal(t->roster.device_count, 2);
    assert_false(roster_may(d, "casework"));
    /* What it wrote there while it was admitted goes on counting. */
    assert_true(roster_might(d, "casework"));
    assert_true(roster_might(d, "supervision-x"));
}

static void names_generations(void **state)
{
    struct team *t = *state;
    struct age_recipient wanted;
    age_identity_recipient(&wanted, &t->identities[1]);
    const struct roster_generation *g = roster_generation(&t->roster, "casework", 0);
    assert_int_equal(g->number, 1);
    assert_memory_equal(g->recipient.x25519, wanted.x25519, 32);
    assert_null(roster_generation(&t->roster, "casework", 2));
    assert_null(roster_generation(&t->roster, "nonesuch", 0));
    struct roster_change next = {.type = ROSTER_GENERATION, .compartment = "casework"};
    next.recipient = wanted;
    team_add(&t->roster, &next, &t->lead);
    assert_int_equal(roster_generation(&t->roster, "casework", 0)->number, 2);
    assert_int_equal(roster_generation(&t->roster, "casework", 1)->number, 1);
}

static void refuses_signatures(void **state)
{
    struct team *t = *state;
    struct roster_change change = admission(t, false);
    size_t devices = t->roster.device_count;
    /* Signed by somebody who is no lead, under a lead's name and under the own. */
    team_statement(&t->body, &t->signature, &t->roster, &change, &t->lead);
    assert_int_equal(take_signed(t, &t->other), -STATUS_REFUSED);
    team_statement(&t->body, &t->signature, &t->roster, &change, &t->other);
    assert_int_equal(take(t), -STATUS_REFUSED);
    /* Another namespace. */
    team_statement(&t->body, &t->signature, &t->roster, &change, &t->lead);
    buf_clear(&t->signature);
    assert_int_equal(
        sshsig_sign(&t->signature, &t->lead, "inwork-heads", t->body.data, t->body.len, &t->err),
        0);
    assert_int_equal(take(t), -STATUS_REFUSED);
    /* Every altered byte. */
    team_statement(&t->body, &t->signature, &t->roster, &change, &t->lead);
    for (size_t i = 0; i < t->body.len; i++) {
        t->body.data[i] ^= 1;
        assert_true(take(t) < 0);
        t->body.data[i] ^= 1;
    }
    assert_int_equal(t->roster.device_count, devices);
    assert_int_equal(t->roster.count, 3);
    assert_int_equal(take(t), 0);
}

static void refuses_what_breaks_a_rule(void **state)
{
    static const struct {
        const char *what, *with, *message;
    } cases[] = {
        {"\"n\":3", "\"n\":4", "statement 4 stands in the place of statement 3"},
        {"\"previous\":\"", "\"previous\":\"0", "statement 3 does not follow the one before it"},
        {"\"inwork\":1", "\"inwork\":2", "the statement needs a newer version of inwork"},
        {"\"statement\":\"admit\"", "\"statement\":\"erase\"",
         "a statement of the kind erase is not known"},
        {"\"lead\":false", "\"lead\":false,\"extra\":1", NULL},
        {"\"lead\":false", "\"lead\":\"no\"", "lead is not true or false"},
        {"[\"casework\",\"directory\"]", "[\"directory\",\"casework\"]",
         "the compartments are not distinct and in order"},
        {"[\"casework\",\"directory\"]", "[\"../../x\"]", "a compartment's name is not valid"},
        {"\"member\":\"01K4", "\"member\":\"x1K4", "the member is not a record id"},
        {"\"ed25519\":\"", "\"ed25519\":\"AAAA", NULL},
    };
    struct team *t = *state;
    struct roster_change change = admission(t, false);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        team_statement(&t->body, &t->signature, &t->roster, &change, &t->lead);
        replace(&t->body, cases[i].what, cases[i].with);
        assert_int_equal(take_signed(t, &t->lead), -STATUS_DATA);
        if (cases[i].message != NULL)
            assert_string_equal(t->err.message, cases[i].message);
    }
    /* Keys that do not make the id. */
    change.device.x25519[0] ^= 1;
    team_statement(&t->body, &t->signature, &t->roster, &change, &t->lead);
    char id[DEVICE_ID_TEXT], wrong[DEVICE_ID_TEXT];
    device_id(wrong, &change.device);
    device_id(id, &t->other.public);
    replace(&t->body, wrong, id);
    assert_int_equal(take_signed(t, &t->lead), -STATUS_DATA);
    assert_string_equal(t->err.message, "the device id does not belong to the keys");
    assert_int_equal(t->roster.count, 3);
}

static void keeps_a_lead(void **state)
{
    struct team *t = *state;
    struct roster_change change = {
        .type = ROSTER_ADMIT, .device = t->lead.public, .member = TEAM_MEMBER_A};
    team_statement(&t->body, &t->signature, &t->roster, &change, &t->lead);
    assert_int_equal(take(t), -STATUS_DATA);
    assert_string_equal(t->err.message, "the team would be left without a lead");
}

static void only_one_foundation(void **state)
{
    struct team *t = *state;
    struct roster empty = {0};
    struct roster_change found = {
        .type = ROSTER_FOUND, .device = t->other.public, .member = TEAM_MEMBER_B};
    team_statement(&t->body, &t->signature, &t->roster, &found, &t->lead);
    assert_int_equal(take(t), -STATUS_DATA);
    assert_string_equal(t->err.message, "only the first statement founds a team");
    struct roster_change change = admission(t, true);
    team_statement(&t->body, &t->signature, &empty, &change, &t->lead);
    assert_int_equal(
        roster_add(&empty, t->body.data, t->body.len, t->signature.data, t->signature.len, &t->err),
        -STATUS_DATA);
    /* Founded in another's name. */
    team_statement(&t->body, &t->signature, &empty, &found, &t->lead);
    assert_int_equal(
        roster_add(&empty, t->body.data, t->body.len, t->signature.data, t->signature.len, &t->err),
        -STATUS_DATA);
    roster_clear(&empty);
}

static void generations_in_order(void **state)
{
    struct team *t = *state;
    struct roster_change next = {.type = ROSTER_GENERATION, .compartment = "casework"};
    age_identity_recipient(&next.recipient, &t->identities[0]);
    team_statement(&t->body, &t->signature, &t->roster, &next, &t->lead);
    replace(&t->body, "\"generation\":2", "\"generation\":3");
    assert_int_equal(take_signed(t, &t->lead), -STATUS_DATA);
    assert_string_equal(t->err.message, "generation 3 of casework is out of order");
}

/* Written by later versions of the program, understood by this one. */
static void understands_removal(void **state)
{
    struct team *t = *state;
    char id[DEVICE_ID_TEXT], by[DEVICE_ID_TEXT], recipient[AGE_RECIPIENT_TEXT];
    struct age_recipient next;
    team_admit(&t->roster, &t->other, true, false, &t->lead);
    device_id(id, &t->other.public);
    device_id(by, &t->lead.public);
    age_identity_recipient(&next, &t->identities[0]);
    age_recipient_format(recipient, &next);
    buf_clear(&t->body);
    buf_printf(&t->body,
               "{\"inwork\":1,\"n\":4,\"previous\":\"%s\",\"made\":\"2026-09-07T10:00:00Z\","
               "\"by\":\"%s\",\"statement\":\"remove\",\"device\":\"%s\","
               "\"cuts\":{\"0123abcd/casework\":[7,\"%s\"]},"
               "\"generations\":{\"casework\":[2,\"%s\"]}}",
               roster_newest(&t->roster), by, id, roster_team(&t->roster), recipient);
    assert_int_equal(take_signed(t, &t->lead), 0);
    const struct roster_device *d = roster_device(&t->roster, id);
    assert_true(d->removed);
    assert_false(roster_may(d, "casework"));
    assert_true(roster_might(d, "casework"));
    assert_int_equal(roster_cut(d, "0123abcd", "casework")->n, 7);
    assert_null(roster_cut(d, "0123abcd", "directory"));
    assert_int_equal(roster_generation(&t->roster, "casework", 0)->number, 2);
    /* It does not come back. */
    struct roster_change change = admission(t, false);
    team_statement(&t->body, &t->signature, &t->roster, &change, &t->lead);
    assert_int_equal(take(t), -STATUS_DATA);
    assert_string_equal(t->err.message, "a removed device cannot be admitted again");
}

static void writes_allowed_signers(void **state)
{
    struct team *t = *state;
    struct buf out = {0};
    char lead[DEVICE_ID_TEXT], other[DEVICE_ID_TEXT];
    team_admit(&t->roster, &t->other, true, false, &t->lead);
    device_id(lead, &t->lead.public);
    device_id(other, &t->other.public);
    roster_allowed_signers(&out, &t->roster);
    const char *first = strcmp(lead, other) < 0 ? lead : other;
    assert_int_equal(strncmp(out.data, first, 24), 0);
    assert_non_null(strstr(out.data, " namespaces=\"inwork-segment,inwork-entry,inwork-heads\" "
                                     "ssh-ed25519 AAAA"));
    size_t lines = 0;
    for (size_t i = 0; i < out.len; i++)
        lines += out.data[i] == '\n';
    assert_int_equal(lines, 2);
    buf_free(&out);
}

static void names_of_compartments(void **state)
{
    (void)state;
    assert_true(compartment_valid("directory"));
    assert_true(compartment_valid("supervision-01k4q8yf3m7t2v9c5xw6abcdef"));
    assert_false(compartment_valid(""));
    assert_false(compartment_valid("-a"));
    assert_false(compartment_valid("a-"));
    assert_false(compartment_valid("a/b"));
    assert_false(compartment_valid("Casework"));
    assert_false(compartment_valid(".."));
    assert_false(
        compartment_valid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(founds_and_admits),
        T(a_later_admission_replaces),
        T(names_generations),
        T(refuses_signatures),
        T(refuses_what_breaks_a_rule),
        T(keeps_a_lead),
        T(only_one_foundation),
        T(generations_in_order),
        T(understands_removal),
        T(writes_allowed_signers),
        cmocka_unit_test(names_of_compartments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
