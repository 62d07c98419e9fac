/* SPDX-License-Identifier: GPL-3.0-or-later
 * team/heads: written, read back, and refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/sshsig.h"
#include "inwork/team/heads.h"
#include "team_fixture.h"

#define TEAM "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define HASH "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100"

struct written {
    struct device_keys device;
    struct heads heads;
    struct buf body, signature;
    struct error err;
};

static int set_up(void **state)
{
    struct written *w = calloc(1, sizeof *w);
    struct heads_feed feed = {
        .epoch = "0123abcd", .compartment = "casework", .n = 7, .sha256 = HASH};
    team_device(&w->device, 1);
    w->heads =
        (struct heads){.team = TEAM, .serial = 9, .made = 4, .roster_n = 3, .roster_sha256 = HASH};
    device_id(w->heads.device, &w->device.public);
    assert_int_equal(heads_add_own(&w->heads, &feed, &w->err), 0);
    assert_int_equal(heads_add_seen(&w->heads, "abcdefghijklmnopqrstuvwx", 12, &w->err), 0);
    assert_int_equal(heads_write(&w->body, &w->signature, &w->heads, &w->device, &w->err), 0);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct written *w = *state;
    heads_clear(&w->heads);
    device_keys_clear(&w->device);
    buf_free(&w->body);
    buf_free(&w->signature);
    free(w);
    return 0;
}

static int reread(struct written *w, struct heads *out)
{
    return heads_read(out, TEAM, w->heads.device, w->device.public.ed25519, w->body.data,
                      w->body.len, w->signature.data, w->signature.len, &w->err);
}

static void there_and_back(void **state)
{
    struct written *w = *state;
    struct heads h;
    assert_int_equal(reread(w, &h), 0);
    assert_int_equal(h.serial, 9);
    assert_int_equal(h.made, 4);
    assert_int_equal(h.roster_n, 3);
    assert_string_equal(h.roster_sha256, HASH);
    assert_int_equal(h.own_count, 1);
    assert_string_equal(h.own[0].epoch, "0123abcd");
    assert_string_equal(h.own[0].compartment, "casework");
    assert_int_equal(h.own[0].n, 7);
    assert_string_equal(h.own[0].sha256, HASH);
    assert_int_equal(heads_seen(&h, "abcdefghijklmnopqrstuvwx"), 12);
    assert_int_equal(heads_seen(&h, w->heads.device), -1);
    heads_clear(&h);
}

static void refuses_altered(void **state)
{
    struct written *w = *state;
    struct heads h;
    for (size_t i = 0; i < w->body.len; i++) {
        w->body.data[i] ^= 1;
        assert_int_equal(reread(w, &h), -STATUS_REFUSED);
        w->body.data[i] ^= 1;
    }
    assert_int_equal(reread(w, &h), 0);
    heads_clear(&h);
}

static void refuses_odd_ones(void **state)
{
    static const struct {
        const char *what, *with;
    } cases[] = {
        {"\"serial\":9", "\"serial\":0"},
        {"\"serial\":9", "\"serial\":3"},
        {"\"made\":4", "\"made\":-1"},
        {"\"made\":4", "\"made\":4,\"x\":1"},
        {"\"roster\":[3,", "\"roster\":[-3,"},
        {"\"roster\":[3,", "\"roster\":[3,3,"},
        {"0123abcd/casework", "0123abcd/../x"},
        {"0123abcd/casework", "0123abcdcasework"},
        {"0123abcd/casework", "x"},
        {"[7,", "[0,"},
        {"abcdefghijklmnopqrstuvwx", "ABCDEFGHIJKLMNOPQRSTUVWX"},
        {"\":12}", "\":-12}"},
        {TEAM, HASH},
    };
    struct written *w = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf body = {0};
        struct heads h;
        buf_append(&body, w->body.data, w->body.len);
        char *at = strstr(body.data, cases[i].what);
        assert_non_null(at);
        buf_splice(&body, (size_t)(at - body.data), strlen(cases[i].what), cases[i].with,
                   strlen(cases[i].with));
        buf_clear(&w->signature);
        assert_int_equal(
            sshsig_sign(&w->signature, &w->device, HEADS_NAMESPACE, body.data, body.len, &w->err),
            0);
        assert_int_equal(heads_read(&h, TEAM, w->heads.device, w->device.public.ed25519, body.data,
                                    body.len, w->signature.data, w->signature.len, &w->err),
                         -STATUS_DATA);
        buf_free(&body);
    }
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(there_and_back),
        T(refuses_altered),
        T(refuses_odd_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
