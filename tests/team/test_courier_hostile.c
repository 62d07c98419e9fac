/* SPDX-License-Identifier: GPL-3.0-or-later
 * What someone who may push, or a courier that was taken over, can put before us: nothing of it may
 * be more than ignored and reported.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "courier/layout_int.h"
#include "courier/wire_int.h"
#include "couriers.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/courier/courier.h"
#include "run_program.h"

#define DEVICE "abcdefghijklmnopqrstuvwx"
#define REF "refs/heads/device/" DEVICE

static void test_layout(void **state)
{
    (void)state;
    static const char *const good[] = {
        "README",
        "allowed_signers",
        "roster/0.json",
        "roster/17.json.sig",
        "keys/casework/3/" DEVICE ".age",
        "keys/supervision-01hq3z/0/" DEVICE ".age",
        "request.json",
        "heads.json",
        "heads.json.sig",
        "feeds/" DEVICE "/0123abcd/casework/0/2/7/1/02710.age",
        "feeds/" DEVICE "/0123abcd/casework/f/f/f/f/fffff.age.sig",
    };
    static const char *const bad[] = {
        "",
        "readme",
        "README/",
        "/README",
        "./README",
        "roster",
        "roster/00.json",
        "roster/-1.json",
        "roster/1234567890.json",
        "roster/0.json.sig.sig",
        "roster//0.json",
        "roster/../README",
        "keys/Casework/3/" DEVICE ".age",
        "keys/casework/3/" DEVICE "a.age",
        "keys/casework/3/ABCDEFGHIJKLMNOPQRSTUVWX.age",
        "keys/casework/3/abcdefghijklmnopqrstuv01.age",
        "feeds/" DEVICE "/0123abc/casework/0/2/7/1/02710.age",
        "feeds/" DEVICE "/0123abcd/casework/0/2/7/1/02810.age",
        "feeds/" DEVICE "/0123abcd/casework/0/2/7/1/0271.age",
        "feeds/" DEVICE "/0123abcd/casework/0/2/7/1/027100.age",
        "feeds/" DEVICE "/0123abcd/casework/0/2/7/1/02710.age/x",
        "feeds/" DEVICE "/0123ABCD/casework/0/2/7/1/02710.age",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!layout_knows(good[i]))
            fail_msg("%s is not known", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (layout_knows(bad[i]))
            fail_msg("%s is known", bad[i]);
    assert_true(layout_knows_folder("feeds"));
    assert_true(layout_knows_folder("feeds/" DEVICE "/0123abcd/casework/0/2"));
    assert_false(layout_knows_folder("feeds/" DEVICE "/0123abcd/casework/0/2/7/1/0"));
    assert_false(layout_knows_folder("feed"));
    assert_false(layout_knows_folder(""));
    assert_false(layout_knows_folder("README"));
}

/* --- replies */

static bool parses(const struct buf *frame)
{
    struct reply reply;
    return reply_parse(&reply, frame->data + 4, frame->len - 4);
}

static void test_replies_are_not_believed(void **state)
{
    (void)state;
    static const char oid[] = "0123456789abcdef0123456789abcdef01234567";
    struct buf b = BUF_ZERO;
    struct error err = {0};
    struct reply reply;
    wire_begin(&b, WIRE_FILE);
    wire_put_text(&b, "README");
    wire_put_text(&b, oid);
    wire_put_u64(&b, 7);
    wire_put_u8(&b, 1);
    assert_int_equal(wire_finish(&b, &err), 0);
    assert_true(reply_parse(&reply, b.data + 4, b.len - 4));
    assert_true(reply.known);
    assert_int_equal(reply.size, 7);
    for (size_t n = 1; n < b.len - 4; n++)
        assert_false(reply_parse(&reply, b.data + 4, n));
    buf_push(&b, 'x');
    assert_false(parses(&b));

    /* The courier's word that a path is known is not enough. */
    wire_begin(&b, WIRE_FILE);
    wire_put_text(&b, "../README");
    wire_put_text(&b, oid);
    wire_put_u64(&b, 7);
    wire_put_u8(&b, 1);
    assert_true(reply_parse(&reply, b.data + 4, b.len - 4));
    assert_false(reply.known);

    static const struct {
        const char *ref, *id;
    } refs[] = {
        {"refs/heads/../x", oid},
        {"refs/heads/a b", oid},
        {"refs/tags/a", oid},
        {"refs/heads/main", "0123456789abcdef"},
        {"refs/heads/main", "0123456789ABCDEF0123456789abcdef01234567"},
        {"refs/heads/main", "../../../../../../../../../../etc/passwd"},
    };
    for (size_t i = 0; i < sizeof refs / sizeof refs[0]; i++) {
        wire_begin(&b, WIRE_REF);
        wire_put_text(&b, refs[i].ref);
        wire_put_text(&b, refs[i].id);
        assert_false(parses(&b));
    }
    wire_begin(&b, WIRE_OID);
    wire_put_bytes(&b, "0123456789abcdef0123456789abcdef0123456\0", 40);
    assert_false(parses(&b));
    wire_begin(&b, WIRE_DONE);
    wire_put_u32(&b, 4711);
    wire_put_text(&b, "");
    wire_put_text(&b, "");
    assert_false(parses(&b));
    wire_begin(&b, (enum wire_type)99);
    assert_false(parses(&b));
    buf_free(&b);
}

/* --- trees */

static void put_entry(struct buf *tree, const char *mode, const char *name, const char *hex)
{
    buf_printf(tree, "%s %s", mode, name);
    buf_push(tree, '\0');
    for (size_t i = 0; i < 20; i++) {
        const char two[] = {hex[2 * i], hex[2 * i + 1], '\0'};
        buf_push(tree, (char)strtol(two, NULL, 16));
    }
}

/* Put any bytes there are into the remote as an object; its id lands in `out`. */
static void put_object(const struct place *p, const char *type, const struct buf *bytes, char *out)
{
    const char *const argv[] = {"git", "-C", p->folder,     "--git-dir", "team.git", "hash-object",
                                "-t",  type, "--literally", "-w",        "--stdin",  NULL};
    struct buf id = BUF_ZERO;
    assert_int_equal(run_program(argv, bytes->data, bytes->len, &id, true), 0);
    assert_int_equal(id.len, 41);
    memcpy(out, id.data, 40);
    out[40] = '\0';
    buf_free(&id);
}

static void put_commit(const struct place *p, const char *tree, char *out)
{
    struct buf commit = BUF_ZERO;
    char arguments[200];
    buf_printf(&commit,
               "tree %s\nauthor x <x@invalid> 0 +0000\ncommitter x <x@invalid> 0 +0000\n\nx\n",
               tree);
    put_object(p, "commit", &commit, out);
    buf_free(&commit);
    (void)snprintf(arguments, sizeof arguments, "--git-dir team.git update-ref " REF " %s", out);
    (void)place_git(p, arguments);
}

static const char *const no_object = "00112233445566778899aabbccddeeff00112233";

static void test_a_tree_of_tricks(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct courier *c = place_start(p, "a.git", p->remote);
    assert_int_equal(courier_create(c, &err), 0);
    char blob[41], deep[41], feeds[41], roster[41], root[41], commit[41];
    struct buf b = BUF_ZERO;
    buf_add(&b, "content");
    put_object(p, "blob", &b, blob);
    (void)snprintf(deep, sizeof deep, "%s", blob);
    for (int i = 0; i < 40; i++) {
        buf_clear(&b);
        put_entry(&b, i ? "40000" : "100644", "a", deep);
        put_object(p, "tree", &b, deep);
    }
    buf_clear(&b);
    put_entry(&b, "40000", "a", deep);
    put_object(p, "tree", &b, feeds);
    buf_clear(&b);
    put_entry(&b, "100644", "0.json", blob);
    put_entry(&b, "120000", "1.json", blob);
    put_entry(&b, "100755", "2.json", blob);
    put_entry(&b, "160000", "3.json", no_object);
    put_entry(&b, "40000", "4.json", feeds);
    put_object(p, "tree", &b, roster);
    buf_clear(&b);
    put_entry(&b, "100644", "..", blob);
    put_entry(&b, "100644", ".git", blob);
    put_entry(&b, "120000", "README", blob);
    put_entry(&b, "100644", "evil\x1b[31m\nname", blob);
    put_entry(&b, "40000", "feeds", feeds);
    put_entry(&b, "100644", "roster/9.json", blob);
    put_entry(&b, "40000", "roster", roster);
    put_object(p, "tree", &b, root);
    put_commit(p, root, commit);
    buf_free(&b);

    const char *const wanted[] = {REF};
    if (courier_fetch(c, wanted, 1, 0, &err))
        fail_msg("%s", err.message);
    struct rows files = {0};
    assert_int_equal(courier_files(c, commit, NULL, rows_file, &files, &err), 0);
    static const struct {
        const char *path;
        bool known;
    } expected[] = {
        {"..", false},
        {".git", false},
        {"README", false},
        {"evil?[31m?name", false},
        {"feeds/a", false},
        {"roster/9.json", false},
        {"roster/0.json", true},
        {"roster/1.json", false},
        {"roster/2.json", true},
        {"roster/3.json", false},
        {"roster/4.json", false},
    };
    enum { EXPECTED = sizeof expected / sizeof expected[0] };
    assert_int_equal(files.count, EXPECTED);
    for (size_t i = 0; i < EXPECTED; i++) {
        assert_string_equal(files.row[i].name, expected[i].path);
        assert_int_equal(files.row[i].known, expected[i].known);
    }
    /* A tree where a blob is asked for, and a path outside the grammar. */
    const char *const odd[] = {feeds, blob};
    struct contents got = {0};
    assert_int_equal(courier_blobs(c, odd, 2, contents_add, &got, &err), 0);
    assert_null(got.bytes[0]);
    assert_int_equal(got.n[1], 7);
    contents_free(&got);
    const struct courier_put put = {.path = "../README", .bytes = "x", .n = 1};
    char made[COURIER_OID_TEXT];
    assert_int_equal(courier_commit(c, NULL, NULL, &put, 1, made, &err), -STATUS_SOFTWARE);
    courier_stop(c);
}

static void test_a_ref_that_is_no_commit(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct courier *c = place_start(p, "a.git", p->remote);
    assert_int_equal(courier_create(c, &err), 0);
    char missing[41], arguments[200];
    const char *const wanted[] = {REF};
    struct rows files = {0};
    /* Its tree is missing; it points to nothing; it is a text. */
    put_commit(p, no_object, missing);
    assert_int_equal(courier_fetch(c, wanted, 1, 0, &err), -STATUS_DATA);
    (void)snprintf(arguments, sizeof arguments, "team.git/" REF);
    place_write(p, arguments, "00112233445566778899aabbccddeeff00112233\n");
    assert_int_equal(courier_fetch(c, wanted, 1, 0, &err), -STATUS_DATA);
    place_write(p, arguments, "ref: refs/heads/main\n");
    assert_int_equal(courier_fetch(c, wanted, 1, 0, &err), 0);
    place_write(p, arguments, "nonsense\n");
    assert_int_equal(courier_fetch(c, wanted, 1, 0, &err), -STATUS_DATA);
    assert_int_equal(courier_files(c, no_object, NULL, rows_file, &files, &err), -STATUS_DATA);
    courier_stop(c);
}

static void test_one_bad_branch_does_not_keep_the_others(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct courier *c = place_start(p, "a.git", p->remote);
    assert_int_equal(courier_create(c, &err), 0);
    char bad[41], good[COURIER_OID_TEXT], tip[COURIER_OID_TEXT];
    put_commit(p, no_object, bad);
    const struct courier_put put = {.path = "README", .bytes = "x", .n = 1};
    assert_int_equal(courier_commit(c, NULL, NULL, &put, 1, good, &err), 0);
    assert_int_equal(courier_push(c, "refs/heads/main", good, &err), 0);
    const char *const wanted[] = {REF, "refs/heads/main"};
    assert_int_equal(courier_fetch(c, wanted, 2, 0, &err), -STATUS_DATA);
    assert_int_equal(courier_tip(c, "refs/heads/main", tip, &err), 0);
    assert_string_equal(tip, good);
    courier_stop(c);
}

static void test_a_blob_over_the_bound_is_never_loaded(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct courier *c = place_start(p, "a.git", p->remote);
    assert_int_equal(courier_create(c, &err), 0);
    char blob[41], root[41], commit[41];
    struct buf b = BUF_ZERO;
    buf_reserve(&b, COURIER_BLOB_MAX + 1);
    while (b.len <= COURIER_BLOB_MAX)
        buf_append(&b, "0123456789abcdef0123456789abcdef", 32);
    put_object(p, "blob", &b, blob);
    buf_clear(&b);
    put_entry(&b, "100644", "request.json", blob);
    put_object(p, "tree", &b, root);
    put_commit(p, root, commit);
    buf_free(&b);
    const char *const wanted[] = {REF};
    const char *const blobs[] = {blob};
    struct contents got = {0};
    /* From a folder it does not even arrive; from a host, git would bring it. */
    assert_int_equal(courier_fetch(c, wanted, 1, 0, &err), 0);
    assert_int_equal(courier_blobs(c, blobs, 1, contents_add, &got, &err), 0);
    assert_null(got.bytes[0]);
    contents_free(&got);
    courier_stop(c);
    (void)place_git(p, "--git-dir team.git repack -adq");
    (void)place_git(p, "clone -q --bare team.git b.git");
    c = place_start(p, "b.git", p->remote);
    struct rows files = {0};
    assert_int_equal(courier_files(c, commit, NULL, rows_file, &files, &err), 0);
    assert_int_equal(files.count, 1);
    assert_int_equal(files.row[0].size, COURIER_BLOB_MAX + 32);
    assert_int_equal(courier_blobs(c, blobs, 1, contents_add, &got, &err), 0);
    assert_null(got.bytes[0]);
    contents_free(&got);
    courier_stop(c);
}

/* Sixteen entries a level, all the same: 16^9 folders for whoever walks them. */
static void test_a_tree_that_multiplies_ends(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct courier *c = place_start(p, "a.git", p->remote);
    assert_int_equal(courier_create(c, &err), 0);
    char id[41], commit[41];
    struct buf b = BUF_ZERO;
    buf_add(&b, "x");
    put_object(p, "blob", &b, id);
    for (int level = 0; level < 9; level++) {
        buf_clear(&b);
        for (int i = 0; i < 16; i++) {
            char name[8];
            (void)snprintf(name, sizeof name, "%x", (unsigned)i);
            put_entry(&b, level ? "40000" : "100644", name, id);
        }
        put_object(p, "tree", &b, id);
    }
    put_commit(p, id, commit);
    buf_free(&b);
    const char *const wanted[] = {REF};
    assert_int_equal(courier_fetch(c, wanted, 1, 262144, &err), -STATUS_DATA);
    courier_stop(c);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "courier") == 0)
        return courier_child_main();
    const struct CMUnitTest tests[] = {
#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, place_new, place_free)
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_replies_are_not_believed),
        IN_A_PLACE(test_a_tree_of_tricks),
        IN_A_PLACE(test_a_ref_that_is_no_commit),
        IN_A_PLACE(test_one_bad_branch_does_not_keep_the_others),
        IN_A_PLACE(test_a_blob_over_the_bound_is_never_loaded),
        IN_A_PLACE(test_a_tree_that_multiplies_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
