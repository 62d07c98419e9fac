/* SPDX-License-Identifier: GPL-3.0-or-later
 * store/entry: the line to the byte, its id and signature, and everything that is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <time.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/device.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/secret.h"
#include "inwork/seal/sshsig.h"
#include "inwork/store/entry.h"

#define RECORD "01K4G0000000000000000000A1"

static const uint8_t seed[DEVICE_SEED_BYTES] = {1, 2, 3, 4, 5, 6, 7, 8};

/* A line of one field, signed with the fixed seed; ids in `id` and `device`. */
static void write_line(struct buf *line, char id[ENTRY_ID_TEXT], struct device_keys *keys,
                       const struct entry_draft *like)
{
    struct error err = {0};
    static char device[DEVICE_ID_TEXT];
    assert_int_equal(device_keys_from_seed(keys, seed, &err), 0);
    device_id(device, &keys->public);
    struct entry_draft draft = *like;
    draft.device = device;
    if (entry_write(line, id, &draft, keys, &err) < 0)
        fail_msg("%s", err.message);
}

static void test_the_line_is_as_the_format_says(void **state)
{
    (void)state;
    struct error err = {0};
    struct buf line = BUF_ZERO, message = BUF_ZERO;
    struct device_keys keys = {0};
    struct value name = {0}, days = {0}, none = {0};
    char id[ENTRY_ID_TEXT], expected[400], hex[HASH_HEX];
    uint8_t digest[HASH_BYTES];
    const char *over = "00000000000000000000000000000000000000000000000000000000000000aa";
    assert_int_equal(value_set_text(&name, "A \"B\"\n\xC3\xA9", 8, &err), 0);
    assert_int_equal(value_list_add(&days, "tue", 3, &err), 0);
    assert_int_equal(value_list_add(&days, "mon", 3, &err), 0);
    struct assignment set[] = {
        {"name", &name, NULL, 0}, {"days", &days, &over, 1}, {"gone", &none, NULL, 0}};
    struct entry_draft draft = {.record = RECORD,
                                .kind = "client",
                                .compartment = "casework",
                                .at = "2026-09-07T13:00:00+01:00",
                                .why = "because",
                                .clock = 7,
                                .set = set,
                                .count = 3};
    write_line(&line, id, &keys, &draft);
    assert_int_equal(entry_message(&message, buf_text(&line), line.len, &err), 0);
    (void)snprintf(
        expected, sizeof expected,
        "{\"v\":1,\"record\":\"" RECORD "\",\"kind\":\"client\",\"compartment\":\"casework\","
        "\"device\":\"%.24s\",\"clock\":7,\"at\":\"2026-09-07T13:00:00+01:00\",\"why\":\"because\","
        "\"set\":{\"name\":{\"to\":\"A \\\"B\\\"\\n\xC3\xA9\",\"over\":[]},"
        "\"days\":{\"to\":[\"mon\",\"tue\"],\"over\":[\"%s\"]},\"gone\":{\"to\":null,\"over\":[]}}"
        "}",
        strstr(buf_text(&line), "\"device\":\"") + 10, over);
    assert_string_equal(buf_text(&message), expected);
    assert_int_equal(line.len, message.len - 1 + 98);
    assert_memory_equal(line.data, message.data, message.len - 1);
    assert_memory_equal(line.data + message.len - 1, ",\"sig\":\"", 8);
    assert_string_equal(line.data + line.len - 2, "\"}");
    hash_blake2b(digest, message.data, message.len);
    hash_hex(hex, digest, sizeof digest);
    assert_string_equal(id, hex);
    assert_int_equal(entry_verify(buf_text(&line), line.len, keys.public.ed25519, &err), 0);
    line.data[100] ^= 1;
    assert_int_equal(entry_verify(buf_text(&line), line.len, keys.public.ed25519, &err),
                     -STATUS_REFUSED);
    value_clear(&name);
    value_clear(&days);
    device_keys_clear(&keys);
    buf_free(&line);
    buf_free(&message);
}

static void test_what_is_written_is_read(void **state)
{
    (void)state;
    struct error err = {0};
    struct buf line = BUF_ZERO;
    struct device_keys keys = {0};
    struct value name = {0};
    struct entry e = {0};
    char id[ENTRY_ID_TEXT];
    assert_int_equal(value_set_text(&name, "Ada", 3, &err), 0);
    struct assignment set = {"name", &name, NULL, 0};
    struct entry_draft draft = {.record = RECORD,
                                .kind = "client",
                                .compartment = "casework",
                                .at = "whenever",
                                .clock = INT64_C(9007199254740991),
                                .set = &set,
                                .count = 1};
    write_line(&line, id, &keys, &draft);
    assert_int_equal(entry_parse(&e, buf_text(&line), line.len, &err), 0);
    assert_string_equal(e.id, id);
    assert_string_equal(e.record, RECORD);
    assert_string_equal(e.kind, "client");
    assert_string_equal(e.compartment, "casework");
    assert_string_equal(e.at, "whenever");
    assert_null(e.why);
    assert_int_equal(e.clock, INT64_C(9007199254740991));
    assert_int_equal(e.count, 1);
    assert_string_equal(e.set[0].field, "name");
    assert_string_equal(e.set[0].to.text, "Ada");
    assert_int_equal(e.set[0].over_count, 0);
    entry_clear(&e);
    value_clear(&name);
    device_keys_clear(&keys);
    buf_free(&line);
}

#define SIG                                                                                        \
    ",\"sig\":"                                                                                    \
    "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"       \
    "AA==\"}"
#define HEAD                                                                                       \
    "{\"v\":1,\"record\":\"" RECORD "\",\"kind\":\"k\",\"compartment\":\"c\","                     \
    "\"device\":\"aaaaaaaaaaaaaaaaaaaaaaaa\",\"clock\":1,\"at\":\"t\""
#define GOOD_SET ",\"set\":{\"f\":{\"to\":\"x\",\"over\":[]}}"

static int parse(const char *line)
{
    struct error err = {0};
    struct entry e = {0};
    int rc = entry_parse(&e, line, strlen(line), &err);
    entry_clear(&e);
    return rc;
}

static void test_every_malformed_line_is_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "",
        "{}",
        "[]" SIG,
        HEAD GOOD_SET "}",                 /* no signature */
        HEAD SIG,                          /* no set */
        HEAD ",\"set\":{}" SIG,            /* an empty one */
        HEAD ",\"set\":[]" SIG,            /* a list */
        HEAD GOOD_SET ",\"more\":1" SIG,   /* unknown member */
        HEAD GOOD_SET ",\"why\":null" SIG, /* not text */
        HEAD GOOD_SET GOOD_SET SIG,        /* twice */
        HEAD ",\"set\":{\"f\":{\"to\":\"x\",\"over\":[]},\"f\":{\"to\":\"x\",\"over\":[]}}" SIG,
        HEAD ",\"set\":{\"f\":{\"to\":\"x\"}}" SIG,                         /* no over */
        HEAD ",\"set\":{\"f\":{\"over\":[]}}" SIG,                          /* no to */
        HEAD ",\"set\":{\"f\":{\"to\":1,\"over\":[]}}" SIG,                 /* a number */
        HEAD ",\"set\":{\"f\":{\"to\":true,\"over\":[]}}" SIG,              /* a truth */
        HEAD ",\"set\":{\"f\":{\"to\":{},\"over\":[]}}" SIG,                /* an object */
        HEAD ",\"set\":{\"f\":{\"to\":[\"b\",\"a\"],\"over\":[]}}" SIG,     /* not in order */
        HEAD ",\"set\":{\"f\":{\"to\":[\"a\",\"a\"],\"over\":[]}}" SIG,     /* not distinct */
        HEAD ",\"set\":{\"f\":{\"to\":[null],\"over\":[]}}" SIG,            /* not texts */
        HEAD ",\"set\":{\"f\":{\"to\":\"x\",\"over\":[\"aa\"]}}" SIG,       /* no entry id */
        HEAD ",\"set\":{\"f\":{\"to\":\"x\",\"over\":[[[\"a\"]]]}}" SIG,    /* too deep */
        HEAD ",\"set\":{\"\":{\"to\":\"x\",\"over\":[]}}" SIG,              /* no name */
        HEAD ",\"set\":{\"f\":{\"to\":\"x\",\"over\":[],\"by\":\"\"}}" SIG, /* unknown member */
        HEAD ",\"set\":{\"f\":{\"to\":\"\\u0000\",\"over\":[]}}" SIG,       /* U+0000 */
        HEAD ",\"set\":{\"f\":{\"to\":\"\\ud800\",\"over\":[]}}" SIG,       /* half a pair */
        HEAD ",\"set\":{\"f\":{\"to\":\"\xC3\",\"over\":[]}}" SIG,          /* not UTF-8 */
        "{\"v\":1,\"record\":\"01k4g0000000000000000000a1\",\"kind\":\"k\",\"compartment\":\"c\","
        "\"device\":\"aaaaaaaaaaaaaaaaaaaaaaaa\",\"clock\":1,\"at\":\"t\"" GOOD_SET SIG,
        "{\"v\":1,\"record\":\"" RECORD "\",\"kind\":\"k\",\"compartment\":\"../c\","
        "\"device\":\"aaaaaaaaaaaaaaaaaaaaaaaa\",\"clock\":1,\"at\":\"t\"" GOOD_SET SIG,
        "{\"v\":1,\"record\":\"" RECORD "\",\"kind\":\"k\",\"compartment\":\"c\","
        "\"device\":\"AAAAAAAAAAAAAAAAAAAAAAAA\",\"clock\":1,\"at\":\"t\"" GOOD_SET SIG,
        "{\"v\":1,\"record\":\"" RECORD "\",\"kind\":\"k\",\"compartment\":\"c\","
        "\"device\":\"aaaaaaaaaaaaaaaaaaaaaaaa\",\"clock\":1.0,\"at\":\"t\"" GOOD_SET SIG,
        "{\"v\":0,\"record\":\"" RECORD "\",\"kind\":\"k\",\"compartment\":\"c\","
        "\"device\":\"aaaaaaaaaaaaaaaaaaaaaaaa\",\"clock\":1,\"at\":\"t\"" GOOD_SET SIG,
    };
    assert_int_equal(parse(HEAD GOOD_SET SIG), 0);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (parse(refused[i]) != -STATUS_DATA)
            fail_msg("not refused: %s", refused[i]);
}

static void test_a_newer_version_waits(void **state)
{
    (void)state;
    assert_int_equal(parse("{\"v\":2,\"anything\":[[[]]],\"sig\":\"other\"}"), -STATUS_DAMAGED);
}

static void test_sizes_are_limited(void **state)
{
    (void)state;
    struct buf line = BUF_ZERO;
    buf_add(&line, HEAD ",\"set\":{\"f\":{\"to\":\"");
    for (size_t i = 0; i < VALUE_MAX_BYTES; i++)
        buf_push(&line, 'x');
    size_t full = line.len;
    buf_add(&line, "\",\"over\":[]}}" SIG);
    assert_int_equal(parse(buf_text(&line)), 0);
    buf_truncate(&line, full);
    buf_add(&line, "x\",\"over\":[]}}" SIG);
    assert_int_equal(parse(buf_text(&line)), -STATUS_DATA);
    buf_clear(&line);
    buf_add(&line, HEAD ",\"set\":{\"f\":{\"to\":\"x\",\"over\":[");
    while (line.len <= ENTRY_LINE_MAX)
        buf_printf(&line, "%s\"%064d\"", line.data[line.len - 1] == '[' ? "" : ",", 0);
    buf_add(&line, "]}}" SIG);
    assert_int_equal(parse(buf_text(&line)), -STATUS_DATA);
    buf_free(&line);
}

/* A list as long as a value may be, which anybody in the team can send: read in a moment, not in
 * the minutes that time in proportion to the square of its length would be. */
static void test_a_list_of_many_items_is_read_at_once(void **state)
{
    (void)state;
    struct error err = {0};
    struct buf json = BUF_ZERO;
    struct value list = {0};
    buf_push(&json, '[');
    for (unsigned i = 0; i < 65000; i++)
        buf_printf(&json, "%s\"%04x\"", i > 0 ? "," : "", i);
    buf_push(&json, ']');
    clock_t before = clock();
    assert_int_equal(value_from_json(&list, json.data, json.len, &err), 0);
    assert_true((clock() - before) / CLOCKS_PER_SEC < 10);
    assert_int_equal(list.count, 65000);
    assert_string_equal(list.items[64999], "fde7");
    value_clear(&list);
    buf_free(&json);
}

static void test_what_would_be_refused_is_not_written(void **state)
{
    (void)state;
    struct device_keys keys = {0};
    struct error err = {0};
    struct value good = {0}, bad = {0}, long_one = {0};
    struct buf line = BUF_ZERO, text = BUF_ZERO;
    char id[ENTRY_ID_TEXT], device[DEVICE_ID_TEXT];
    for (size_t i = 0; i <= VALUE_MAX_BYTES; i++)
        buf_push(&text, 'x');
    assert_int_equal(device_keys_from_seed(&keys, seed, &err), 0);
    device_id(device, &keys.public);
    assert_int_equal(value_set_text(&good, "x", 1, &err), 0);
    assert_int_equal(value_set_text(&bad, "\xFF", 1, &err), 0);
    assert_int_equal(value_set_text(&long_one, text.data, text.len, &err), 0);
    struct assignment set[2] = {{"f", &good, NULL, 0}, {"f", &good, NULL, 0}};
    struct entry_draft d = {.record = RECORD,
                            .kind = "client",
                            .compartment = "casework",
                            .device = device,
                            .at = "t",
                            .set = set,
                            .count = 1};
    assert_int_equal(entry_write(&line, id, &d, &keys, &err), 0);
    d.count = 2; /* a field twice */
    assert_int_equal(entry_write(&line, id, &d, &keys, &err), -STATUS_DATA);
    d.count = 0;
    assert_int_equal(entry_write(&line, id, &d, &keys, &err), -STATUS_DATA);
    d.count = 1;
    set[0].to = &bad;
    assert_int_equal(entry_write(&line, id, &d, &keys, &err), -STATUS_DATA);
    set[0].to = &long_one;
    assert_int_equal(entry_write(&line, id, &d, &keys, &err), -STATUS_DATA);
    set[0].to = &good;
    d.record = "x";
    assert_int_equal(entry_write(&line, id, &d, &keys, &err), -STATUS_DATA);
    value_clear(&good);
    value_clear(&bad);
    value_clear(&long_one);
    device_keys_clear(&keys);
    buf_free(&line);
    buf_free(&text);
}

static int prepare(void **state)
{
    (void)state;
    return seal_init(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_line_is_as_the_format_says),
        cmocka_unit_test(test_what_is_written_is_read),
        cmocka_unit_test(test_every_malformed_line_is_refused),
        cmocka_unit_test(test_a_newer_version_waits),
        cmocka_unit_test(test_sizes_are_limited),
        cmocka_unit_test(test_a_list_of_many_items_is_read_at_once),
        cmocka_unit_test(test_what_would_be_refused_is_not_written),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
