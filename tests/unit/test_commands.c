/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of commands as data; and, on stores in memory, what needs entries of two devices:
 * conflicts, resolving, a struck record changed elsewhere, and answers as of a day.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/app/app.h"
#include "inwork/app/command.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/seal/device.h"
#include "inwork/seal/secret.h"
#include "inwork/store/entry.h"
#include "inwork/store/store.h"

static void descriptors(void **state)
{
    (void)state;
    for (size_t i = 0; commands[i]; i++) {
        const struct command *c = commands[i];
        assert_non_null(c->run);
        assert_non_null(c->usage);
        assert_true(strlen(c->summary) > 0);
        if (c->summary[strlen(c->summary) - 1] == '.')
            fail_msg("%s: the summary ends with a full stop", c->name);
        assert_true(c->least <= c->most);
        const char *words[] = {c->name, NULL};
        char first[32];
        size_t n = strcspn(c->name, " ");
        (void)snprintf(first, sizeof first, "%.*s", (int)n, c->name);
        words[0] = first;
        words[1] = c->name[n] ? c->name + n + 1 : "x";
        size_t used = 0;
        assert_ptr_equal(command_named(words, 2, &used), c);
        assert_int_equal(used, c->name[n] ? 2 : 1);
        /* Every option is in the usage line, by name or letter, and has help. */
        for (size_t j = 0; j < c->option_count; j++) {
            const struct command_option *o = &c->options[j];
            char name[64];
            char letter[] = {'-', o->letter, '\0'};
            (void)snprintf(name, sizeof name, "--%s", o->name);
            if (!strstr(c->usage, name) && !(o->letter && strstr(c->usage, letter)) &&
                strcmp(name, "--undo") != 0)
                fail_msg("%s: --%s is not in the usage line", c->name, o->name);
            assert_true(strlen(o->help) > 0);
        }
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(commands[j]->name, c->name);
    }
}

/* A command run on a store in memory, its answer kept. */
struct bench {
    struct app app;
    struct output out;
    struct buf text;
    struct error err;
    int64_t now;
    int64_t clock;
};

static int keep(struct output *o, const char *text, size_t n)
{
    struct bench *b = o->payload;
    buf_append(&b->text, text, n);
    buf_push(&b->text, '\n');
    return 0;
}

static int keep_bytes(struct output *o, const void *bytes, size_t n)
{
    struct bench *b = o->payload;
    buf_append(&b->text, bytes, n);
    return 0;
}

static void ignore(struct output *o, const char *text)
{
    (void)o;
    (void)text;
}

static int64_t now(void *payload)
{
    return ((struct bench *)payload)->now;
}

static void bench_begin(struct bench *b)
{
    *b = (struct bench){.now = 1788771600}; /* 7 September 2026, 10:00 in London */
    b->app.passphrase_fd = -1;
    b->app.json = true;
    b->out = (struct output){
        .line = keep, .object = keep, .note = ignore, .bytes = keep_bytes, .payload = b};
    const struct store_options options = {.now = now, .now_payload = b};
    assert_int_equal(store_open_memory(&b->app.store, &options, &b->err), 0);
    assert_int_equal(store_device_create(b->app.store, &b->err), 0);
}

static void bench_end(struct bench *b)
{
    app_close(&b->app);
    buf_free(&b->text);
}

/* `words` as one would type them, separated by spaces; "why=x" options written --why=x. */
static int command(struct bench *b, const char *line)
{
    char copy[512];
    const char *words[16];
    struct command_given given[8];
    size_t count = 0;
    size_t options = 0;
    size_t used = 0;
    (void)snprintf(copy, sizeof copy, "%s", line);
    char *rest = NULL;
    for (char *w = strtok_r(copy, " ", &rest); w; w = strtok_r(NULL, " ", &rest))
        words[count++] = w;
    const struct command *c = command_named(words, count, &used);
    assert_non_null(c);
    size_t kept = 0;
    for (size_t i = used; i < count; i++) {
        if (strncmp(words[i], "--", 2) != 0) {
            words[kept++] = words[i];
            continue;
        }
        const char *name = words[i] + 2;
        size_t n = strcspn(name, "=");
        for (size_t j = 0; j < c->option_count; j++)
            if (strlen(c->options[j].name) == n && strncmp(c->options[j].name, name, n) == 0)
                given[options++] =
                    (struct command_given){&c->options[j], name[n] ? name + n + 1 : NULL};
    }
    const struct command_args args = {words, kept, given, options};
    buf_clear(&b->text);
    error_clear(&b->err);
    return command_run(c, &b->app, &args, &b->out, &b->err);
}

/* Another device's entry on a record. */
static void elsewhere(struct bench *b, const struct device_keys *keys, const char *record,
                      const char *field, const char *to, const char *const *over, size_t overs,
                      char id[ENTRY_ID_TEXT])
{
    char device[DEVICE_ID_TEXT];
    device_id(device, &keys->public);
    struct value value = {0};
    assert_int_equal(value_set_text(&value, to, strlen(to), &b->err), 0);
    const struct assignment set = {field, &value, over, overs};
    const struct entry_draft draft = {.record = record,
                                      .kind = "client",
                                      .compartment = "casework",
                                      .device = device,
                                      .at = "2026-09-07T11:00:00+01:00",
                                      .clock = ++b->clock,
                                      .set = &set,
                                      .count = 1};
    struct buf line = BUF_ZERO;
    struct entry e = {0};
    assert_int_equal(entry_write(&line, id, &draft, keys, &b->err), 0);
    assert_int_equal(entry_parse(&e, buf_text(&line), line.len, &b->err), 0);
    const struct entry_origin origin = {.counted = true, .sent = true};
    assert_int_equal(store_apply(b->app.store, &e, buf_text(&line), line.len, &origin, &b->err), 0);
    entry_clear(&e);
    buf_free(&line);
    value_clear(&value);
}

static const char *text_of(const struct json *object, const char *name)
{
    const char *text = json_text(json_member(object, name), NULL);
    return text ? text : "(none)";
}

static struct json *answer(struct bench *b)
{
    struct json *json = NULL;
    assert_int_equal(
        json_parse(&json, buf_text(&b->text), strcspn(buf_text(&b->text), "\n"), 8, &b->err), 0);
    return json;
}

static void conflicts_are_shown_and_settled(void **state)
{
    (void)state;
    struct bench b;
    struct device_keys other = {0};
    char line[512];
    char id[27];
    char entry[ENTRY_ID_TEXT];
    bench_begin(&b);
    assert_int_equal(device_keys_generate(&other, &b.err), 0);
    assert_int_equal(command(&b, "add client name=Casey stage=referred"), 0);
    struct json *added = answer(&b);
    (void)snprintf(id, sizeof id, "%s", text_of(added, "id"));
    json_free(added);
    assert_int_equal(command(&b, "conflicts"), -STATUS_NO);
    assert_int_equal(b.text.len, 0);

    (void)snprintf(line, sizeof line, "show %s", id);
    assert_int_equal(command(&b, line), 0);
    struct json *shown = answer(&b);
    char first[ENTRY_ID_TEXT];
    (void)snprintf(first, sizeof first, "%s",
                   text_of(json_member(json_member(shown, "fields"), "stage"), "entry"));
    json_free(shown);
    /* Both change the stage without seeing each other. */
    const char *over[] = {first};
    b.clock = 10;
    elsewhere(&b, &other, id, "stage", "searching", over, 1, entry);
    b.now += 60;
    (void)snprintf(line, sizeof line, "set %s stage=in_work", id);
    assert_int_equal(command(&b, line), 0); /* over the answer it saw: searching */
    b.clock = 20; /* later than this device's, so that it is listed second */
    elsewhere(&b, &other, id, "stage", "paused", over, 1, entry);

    (void)snprintf(line, sizeof line, "set %s stage=left", id);
    assert_int_equal(command(&b, line), -STATUS_DATA);
    assert_non_null(strstr(b.err.hint, "inwork resolve"));
    assert_int_equal(command(&b, "conflicts"), 0);
    struct json *conflict = answer(&b);
    assert_string_equal(text_of(conflict, "id"), id);
    assert_string_equal(text_of(conflict, "kind"), "client");
    assert_string_equal(text_of(conflict, "title"), "Casey");
    assert_string_equal(text_of(conflict, "field"), "stage");
    const struct json *values = json_member(conflict, "values");
    assert_int_equal(json_count(values), 2);
    assert_string_equal(text_of(json_at(values, 0), "value"), "in_work");
    assert_string_equal(text_of(json_at(values, 1), "value"), "paused");
    assert_string_equal(text_of(json_at(values, 1), "entry"), entry);
    json_free(conflict);
    (void)snprintf(line, sizeof line, "show %s", id);
    assert_int_equal(command(&b, line), 0);
    shown = answer(&b);
    assert_null(json_member(json_member(shown, "fields"), "stage"));
    assert_int_equal(json_count(json_member(json_member(shown, "conflicts"), "stage")), 2);
    json_free(shown);
    assert_int_equal(command(&b, "list client"), 0);
    struct json *listed = answer(&b);
    assert_null(json_member(json_member(listed, "fields"), "stage"));
    assert_string_equal(json_text(json_at(json_member(listed, "conflicts"), 0), NULL), "stage");
    json_free(listed);

    (void)snprintf(line, sizeof line, "resolve %s name --value=X", id);
    assert_int_equal(command(&b, line), -STATUS_DATA); /* no conflict there */
    (void)snprintf(line, sizeof line, "resolve %s stage --take=0000", id);
    assert_int_equal(command(&b, line), -STATUS_NO_INPUT);
    (void)snprintf(line, sizeof line, "resolve %s stage --value=nonsense", id);
    assert_int_equal(command(&b, line), -STATUS_DATA);
    (void)snprintf(line, sizeof line, "resolve %s stage --take=%.10s --why=agreed", id, entry);
    assert_int_equal(command(&b, line), 0);
    assert_int_equal(command(&b, "conflicts"), -STATUS_NO);
    (void)snprintf(line, sizeof line, "show %s", id);
    assert_int_equal(command(&b, line), 0);
    shown = answer(&b);
    assert_string_equal(text_of(json_member(json_member(shown, "fields"), "stage"), "value"),
                        "paused");
    json_free(shown);
    device_keys_clear(&other);
    bench_end(&b);
}

static void as_it_stood(void **state)
{
    (void)state;
    struct bench b;
    char line[256];
    char id[27];
    bench_begin(&b);
    assert_int_equal(command(&b, "add client name=Casey stage=referred"), 0);
    struct json *added = answer(&b);
    (void)snprintf(id, sizeof id, "%s", text_of(added, "id"));
    json_free(added);
    static const char *const stages[] = {"searching", "in_work"};
    for (size_t i = 0; i < 2; i++) {
        b.now += 86400;
        (void)snprintf(line, sizeof line, "set %s stage=%s", id, stages[i]);
        assert_int_equal(command(&b, line), 0);
    }
    static const struct {
        const char *day;
        const char *stage;
    } want[] = {{"2026-09-07", "referred"},
                {"8/9/2026", "searching"},
                {"2026-09-09", "in_work"},
                {"2026-12-01", "in_work"}};
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        (void)snprintf(line, sizeof line, "show %s --at=%s", id, want[i].day);
        assert_int_equal(command(&b, line), 0);
        struct json *shown = answer(&b);
        assert_string_equal(text_of(json_member(json_member(shown, "fields"), "stage"), "value"),
                            want[i].stage);
        json_free(shown);
    }
    (void)snprintf(line, sizeof line, "show %s --at=2026-09-06", id);
    assert_int_equal(command(&b, line), -STATUS_NO_INPUT);
    bench_end(&b);
}

static void the_store_agrees_with_its_entries(void **state)
{
    (void)state;
    struct bench b;
    bench_begin(&b);
    assert_int_equal(command(&b, "add client name=Casey"), 0);
    assert_int_equal(command(&b, "add employer name=Bakery"), 0);
    assert_int_equal(command(&b, "verify"), 0);
    assert_string_equal(buf_text(&b.text),
                        "{\"entries\":2,\"signatures\":2,\"unknown\":0,\"findings\":0}\n");
    bench_end(&b);
}

static void status_has_its_shape(void **state)
{
    (void)state;
    struct bench b;
    bench_begin(&b);
    b.app.store_path = strdup("/nowhere/store.inwork");
    assert_int_equal(command(&b, "add client name=Casey"), 0);
    assert_int_equal(command(&b, "status"), 0);
    char want[512];
    (void)snprintf(want, sizeof want,
                   "{\"store\":\"/nowhere/store.inwork\",\"entries\":1,\"records\":1,\"unsent\":1,"
                   "\"oldest_unsent\":\"2026-09-07T10:00:00+01:00\",\"conflicts\":0,"
                   "\"last_sync\":null,\"last_error\":null,\"team\":null,\"device\":\"%s\","
                   "\"compartments\":[\"casework\",\"directory\",\"supervision\"]}\n",
                   store_device_id(b.app.store));
    assert_string_equal(buf_text(&b.text), want);
    app_clear(&b.app);
    bench_end(&b);
}

static int prepare(void **state)
{
    (void)state;
    (void)setenv("TZ", "Europe/London", 1);
    return seal_init(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(descriptors),          cmocka_unit_test(conflicts_are_shown_and_settled),
        cmocka_unit_test(as_it_stood),          cmocka_unit_test(the_store_agrees_with_its_entries),
        cmocka_unit_test(status_has_its_shape),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
