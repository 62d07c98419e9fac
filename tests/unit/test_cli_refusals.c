/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the command line refuses: wrong words, bad values, wrong passphrases, and that each refusal
 * has its exit status, says what is wrong, and leaves nothing behind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/json.h"
#include "run.h"
#include "run_program.h"

static struct person ada;
static char client[27];
static char employer[27];
static char note[27];
static char member[27];

static int begin(void **state)
{
    (void)state;
    person_begin(&ada, "Ada Example");
    run_expect(0, &ada, "add", "client", "name=Casey Invented");
    memcpy(client, run_line(&ada), sizeof client);
    run_expect(0, &ada, "add", "employer", "name=Bakery Madeup");
    memcpy(employer, run_line(&ada), sizeof employer);
    char parent[40];
    (void)snprintf(parent, sizeof parent, "client=%s", client);
    run_expect(0, &ada, "add", "note", parent, "activities=Walked past the bakery");
    memcpy(note, run_line(&ada), sizeof note);
    run_expect(0, &ada, "list", "member");
    memcpy(member, run_line(&ada), sizeof member - 1);
    return 0;
}

static int end(void **state)
{
    (void)state;
    person_end(&ada);
    return 0;
}

/* One sentence on standard error that holds `words`, nothing on standard output. */
static void assert_refused(int want, int got, const char *words, int line)
{
    run_check(want, got, &ada, __FILE__, line);
    assert_int_equal(ada.out.len, 0);
    const char *text = buf_text(&ada.err);
    assert_int_equal(strncmp(text, "inwork: ", 8), 0);
    if (!strstr(text, words))
        fail_msg("line %d: “%s” is not in: %s", line, words, text);
}
#define refused(want, words, ...)                                                                  \
    assert_refused(want, run(&ada, __VA_ARGS__, NULL), words, __LINE__)

static void usage(void **state)
{
    (void)state;
    refused(64, "no command “frobnicate”", "frobnicate");
    refused(64, "needs a second word", "age");
    refused(64, "no command “age melt”", "age", "melt");
    refused(64, "no option “--frob”", "--frob");
    refused(64, "no option “--frob”", "list", "client", "--frob");
    refused(64, "no option “-z”", "list", "client", "-z");
    refused(64, "--limit needs a value", "list", "client", "--limit");
    refused(64, "--json takes no value", "--json=yes", "kinds");
    refused(64, "needs more", "add", "client");
    refused(64, "takes less", "status", "now");
    refused(64, "FIELD=VALUE", "add", "client", "name");
    refused(64, "given twice", "add", "client", "name=A", "name=B");
    refused(64, "--passphrase-fd takes a number", "--passphrase-fd", "x", "kinds");
    refused(64, "--read-only was given", "--read-only", "add", "client", "name=A");
    refused(64, "either --take", "resolve", client, "name");
    refused(64, "--format is json or csv", "export", "--format", "xml");
    refused(64, "one kind", "export", "--format", "csv");
    refused(64, "--recovery-file", "recover");
    assert_non_null(strstr(buf_text(&ada.err), "inwork: "));
}

static void help_and_version(void **state)
{
    (void)state;
    run_expect(0, &ada, "--version");
    assert_int_equal(strncmp(run_line(&ada), "inwork ", 7), 0);
    run_expect(0, &ada, "--help");
    assert_non_null(strstr(buf_text(&ada.out), "conflicts"));
    run_expect(0, &ada, "resolve", "--help");
    assert_non_null(strstr(buf_text(&ada.out), "--take ENTRY"));
    run_expect(0, &ada, "age", "encrypt", "-h");
    assert_non_null(strstr(buf_text(&ada.out), "--recipient R"));
    run_expect(0, &ada, "help");
    assert_non_null(strstr(buf_text(&ada.out), "conflicts"));
    run_expect(0, &ada, "help", "age", "encrypt");
    assert_non_null(strstr(buf_text(&ada.out), "--recipient R"));
    refused(64, "no command “unicorn”", "help", "unicorn");
    refused(64, "“inwork age” needs a second word", "help", "age");
}

/* Hints are sentences, wherever they were written. */
static void hints(void **state)
{
    (void)state;
    refused(66, "\nhint: “inwork find WORDS” shows ids.\n", "show", "not an id!");
    refused(64, "\nhint: Give more of the id.\n", "show", "0");
    refused(64, "\nhint: Give an absolute path, ssh://user@host/path or user@host:path.\n", "team",
            "create", "--name", "Ours", "nowhere");
    refused(64, "\nhint: usage: inwork list KIND", "list");
}

static void records_that_are_not_there(void **state)
{
    (void)state;
    refused(66, "no record", "show", "01ZZZZZZZZ");
    refused(66, "", "set", "01ZZZZZZZZ", "name=A");
    refused(66, "", "strike", "01ZZZZZZZZ", "--why", "x");
    assert_int_equal(run(&ada, "show", "not an id!", NULL), 66);
    /* Every id of this minute begins alike. */
    run_expect(0, &ada, "add", "client", "name=Robin Madeup");
    refused(64, "", "show", "0");
}

static void values(void **state)
{
    (void)state;
    refused(65, "no kind of record “unicorn”", "add", "unicorn", "name=A");
    refused(65, "no kind of record “unicorn”", "list", "unicorn");
    refused(65, "no field “nosuch”", "add", "client", "name=A", "nosuch=1");
    refused(65, "no field “nosuch”", "set", client, "nosuch=1");
    refused(65, "name: this answer is needed", "add", "client", "phone=01632 960001");
    refused(65, "name: this answer is needed", "set", client, "name=");
    refused(65, "name: this answer is needed", "set", client, "name=   ");
    refused(65, "nothing to save", "add", "note", "activities=");
    refused(65, "referred_on:", "set", client, "referred_on=31/02/2026");
    refused(65, "referred_on:", "set", client, "referred_on=5/6/26");
    refused(65, "referred_on:", "set", client, "referred_on=soonish");
    refused(65, "stage:", "set", client, "stage=ineligible");
    assert_non_null(strstr(buf_text(&ada.err), "hint: Choose from: referred, "));
    refused(65, "explained:", "set", client, "explained=voluntary,nonsense");
    refused(65, "phone:", "set", client, "phone=none");
    refused(65, "email:", "set", client, "email=Ada Example <ada@example.org>");
    refused(66, "employment_specialist:", "set", client, "employment_specialist=not-an-id");
    char reference[64];
    (void)snprintf(reference, sizeof reference, "employment_specialist=%s", client);
    refused(65, "kind client", "set", client, reference);
    refused(65, "name:", "set", client, "name=two\nlines");
    refused(65, "name:", "set", client, "name=bell\a");
    refused(65, "name:", "set", client, "name=escape \033[31m");
    refused(65, "name:", "set", client,
            "name=\xC2\x9B"
            "1m");
    refused(65, "name:", "set", client, "name=\xFF\xFE");
    refused(65, "name:", "set", client, "name=\xED\xA0\x80");
    /* What was refused is not shown as it was typed. */
    for (size_t i = 0; i < ada.err.len; i++)
        assert_true((unsigned char)ada.err.data[i] >= 0x20 || ada.err.data[i] == '\n');
    run_expect(0, &ada, "--json", "show", client, "--history");
    struct json *shown = run_json(&ada, 0);
    assert_int_equal(json_count(json_member(shown, "history")), 1);
    json_free(shown);
}

#define NONE "01ZZZZZZZZ" /* the beginning of no id */

/* How many words: what lacks some and what has one too many. Found out before anything is looked
 * up. The commands are those of src/app/cmd_agenda.c, cmd_caseload.c, cmd_disclosure.c, cmd_due.c,
 * cmd_duplicates.c, cmd_form.c, cmd_handover.c, cmd_match.c and their like. */
static void words_too_few_and_too_many(void **state)
{
    (void)state;
    static const char *const few[] = {
        "form",    "match", "disclosure", "duplicates", "merge",  "share",  "find",    "note-text",
        "contact", "list",  "show",       "set",        "strike", "import", "resolve", "prove"};
    for (size_t i = 0; i < sizeof few / sizeof few[0]; i++)
        refused(64, "needs more", few[i]);
    refused(64, "takes two records", "merge", NONE);
    refused(64, "takes two records", "merge", client);
    refused(64, "takes one record", "merge", client, employer, "--undo");
    refused(64, "a client, or a colleague", "handover");
    refused(64, "a client, or a colleague", "handover", client, "--for", member);
    refused(64, "a client, or a colleague", "pathway", client, "--for", member);
    refused(64, "takes less", "form", "client", "note");
    refused(64, "takes less", "match", client, client, client);
    refused(64, "takes less", "agenda", "Ada", "Example");
    refused(64, "takes less", "handover", client, client);
    refused(64, "takes less", "disclosure", client, client);
    refused(64, "takes less", "caseload", "Ada", "Example");
    refused(64, "takes less", "duplicates", "client", "note");
    refused(64, "takes less", "due", "today");
    refused(64, "takes less", "pathway", client, client);
    refused(64, "takes less", "share", client, client);
    refused(64, "takes less", "note-text", note, note);
    refused(64, "takes less", "merge", client, client, client, "--why", "x");
    refused(64, "takes less", "conflicts", client);
    refused(64, "takes less", "verify", client);
}

/* Options with values that cannot be, and kinds that are none. */
static void options_that_cannot_be(void **state)
{
    (void)state;
    refused(65, "no kind of record “unicorn”", "form", "unicorn");
    assert_non_null(strstr(buf_text(&ada.err), "inwork kinds"));
    refused(65, "no kind of record “unicorn”", "kinds", "unicorn");
    refused(65, "no kind of record “unicorn”", "duplicates", "unicorn");
    refused(65, "no kind of record “unicorn”", "find", "x", "--kind", "unicorn");
    static const char *const widths[] = {"0", "39", "201", "-80", "80x", "wide", ""};
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
        refused(64, "--width takes a", "form", "client", "--width", widths[i]);
    refused(64, "no option “--wide”", "form", "client", "--wide");
    static const char *const days[] = {"x", "-1", "3661", ""};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        refused(64, "--days takes a", "due", "--days", days[i]);
    refused(64, "no stage “nosuch”", "pathway", "--stage", "nosuch");
    refused(64, "needs a reason", "merge", client, employer);
    refused(64, "no option", "agenda", "--nosuch");
    refused(64, "no option", "caseload", "--nosuch");
    refused(64, "no option", "match", client, "--nosuch");
    refused(64, "needs a value", "disclosure", client, "--employer");
    refused(64, "needs a value", "handover", "--for");
}

/* Records that are not there (66), and those of another kind (65). */
static void records_of_another_kind(void **state)
{
    (void)state;
    refused(66, "no record " NONE, "match", NONE);
    refused(66, "no record " NONE, "match", client, NONE);
    refused(65, "is not a client", "match", employer);
    refused(65, "neither a lead nor a job setting", "match", client, employer);
    refused(66, "no record " NONE, "disclosure", NONE);
    refused(65, "kind employer, not client", "disclosure", employer);
    refused(66, "no record " NONE, "disclosure", client, "--employer", NONE);
    refused(65, "kind client, not employer", "disclosure", client, "--employer", client);
    refused(66, "no record " NONE, "handover", NONE);
    refused(65, "is not a client", "handover", employer);
    refused(66, "no record " NONE, "handover", "--for", NONE);
    refused(65, "is not a colleague", "handover", "--for", client);
    refused(66, "no record " NONE, "pathway", NONE);
    refused(65, "is not a client", "pathway", employer);
    refused(66, "no record " NONE, "share", NONE);
    refused(65, "not a client", "share", employer);
    refused(66, "no record " NONE, "note-text", NONE);
    refused(65, "not a note", "note-text", client);
    refused(66, "no record " NONE, "merge", NONE, client, "--why", "x");
    refused(66, "no record " NONE, "merge", client, NONE, "--why", "x");
    refused(66, "no record " NONE, "merge", NONE, "--undo");
    refused(65, "cannot be the same", "merge", client, employer, "--why", "x");
    refused(65, "one record, not two", "merge", client, client, "--why", "x");
    refused(65, "joined to no other", "merge", client, "--undo");
    /* Colleagues go by name or id. */
    static const char *const strangers[] = {"Nobody", NONE, client, ""};
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        refused(66, "there is no colleague", "agenda", strangers[i]);
        refused(66, "there is no colleague", "caseload", strangers[i]);
        refused(66, "there is no colleague", "due", "--for", strangers[i]);
        refused(66, "there is no colleague", "pathway", "--for", strangers[i]);
    }
    run_expect(0, &ada, "agenda", "Ada");
    run_expect(0, &ada, "agenda", member);
    run_expect(1, &ada, "pathway", "--for", "ada example"); /* nobody yet */
    run_expect(1, &ada, "match", client);                   /* nothing is open */
    run_expect(1, &ada, "duplicates", "client");
    assert_int_equal(ada.out.len + ada.err.len, 0);
    /* Not one of them wrote anything. */
    run_expect(0, &ada, "--json", "status");
    struct json *status = run_json(&ada, 0);
    int64_t entries = 0;
    assert_true(json_int(&entries, json_member(status, "entries")));
    assert_int_equal(entries, 4);
    json_free(status);
}

static void long_values(void **state)
{
    (void)state;
    size_t n = (size_t)1 << 20;
    struct buf json = BUF_ZERO;
    buf_add(&json, "{\"why_work_now\":\"");
    for (size_t i = 0; i < n; i++)
        buf_push(&json, 'a');
    buf_add(&json, "\"}");
    assert_refused(65, run_with(&ada, buf_text(&json), json.len, "set", client, "-", NULL),
                   "why_work_now: the answer has over 256 KiB", __LINE__);
    /* Just as much as is allowed. */
    buf_clear(&json);
    buf_add(&json, "{\"why_work_now\":\"");
    for (size_t i = 0; i < 256 * 1024; i++)
        buf_push(&json, 'b');
    buf_add(&json, "\"}");
    run_check(0, run_with(&ada, buf_text(&json), json.len, "set", client, "-", NULL), &ada,
              __FILE__, __LINE__);
    buf_push(&json, 'x');
    assert_refused(65, run_with(&ada, buf_text(&json), json.len, "set", client, "-", NULL), "JSON",
                   __LINE__);
    buf_clear(&json);
    buf_add(&json, "{\"name\":\"");
    for (size_t i = 0; i < 5000; i++)
        buf_push(&json, 'c');
    buf_add(&json, "\"}");
    assert_refused(65, run_with(&ada, buf_text(&json), json.len, "set", client, "-", NULL),
                   "name: ", __LINE__);
    buf_free(&json);
}

static void output_is_harmless(void **state)
{
    (void)state;
    static const char object[] = "{\"name\":\"Right\\u202eleft\"}";
    run_check(0, run_with(&ada, object, strlen(object), "add", "client", "-", NULL), &ada, __FILE__,
              __LINE__);
    run_expect(0, &ada, "find", "right");
    assert_null(strstr(buf_text(&ada.out), "\xE2\x80\xAE"));
    assert_non_null(strstr(buf_text(&ada.out), "Right\xEF\xBF\xBDleft"));
    run_expect(0, &ada, "--json", "find", "right");
    struct json *found = run_json(&ada, 0);
    assert_string_equal(json_text(json_member(found, "title"), NULL), "Right\xE2\x80\xAEleft");
    json_free(found);
}

static void passphrases(void **state)
{
    (void)state;
    struct person p;
    person_begin(&p, NULL);
    char *store = person_path(&p, "store.inwork");
    char *file = person_path(&p, "passphrase");
    char *recovery = person_path(&p, "recovery");
    assert_int_equal(run(&p, "status", NULL), 66);
    assert_non_null(strstr(buf_text(&p.err), "inwork init"));
    run_expect(0, &p, "init", "--kdf", "light", "--name", "Bea Example", "--recovery-file",
               recovery);
    run_expect(65, &p, "init", "--kdf", "light", "--name", "Bea Example");
    run_expect(0, &p, "status");

    /* Nobody to ask; wrong; empty. */
    assert_int_equal(run_bare(&p, NULL, "", 0, "status", NULL), 77);
    assert_int_equal(run_bare(&p, NULL, "wrong\n", 6, "--passphrase-fd", "0", "status", NULL), 77);
    assert_int_equal(p.out.len, 0);
    assert_int_equal(run_bare(&p, NULL, "\n", 1, "--passphrase-fd", "0", "status", NULL), 77);
    static const char right[] = "an invented passphrase\n";
    assert_int_equal(
        run_bare(&p, NULL, right, strlen(right), "--passphrase-fd", "0", "status", NULL), 0);
    assert_int_equal(run_bare(&p, NULL, "", 0, "--passphrase-fd", "77", "status", NULL), 74);

    /* A passphrase file that others can read is not used. */
    assert_int_equal(chmod(file, 0640), 0);
    assert_int_equal(run(&p, "status", NULL), 77);
    assert_non_null(strstr(buf_text(&p.err), "chmod 600"));
    assert_int_equal(chmod(file, 0600), 0);
    run_expect(0, &p, "status");

    /* Damaged, and not a store at all: 78, and never touched. */
    int fd = open(store, O_WRONLY | O_TRUNC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "not a store", 11), 11);
    (void)close(fd);
    assert_int_equal(run(&p, "status", NULL), 78);
    struct stat facts;
    assert_int_equal(stat(store, &facts), 0);
    assert_int_equal(facts.st_size, 11);
    free(store);
    free(file);
    free(recovery);
    person_end(&p);
}

static void broken_pipe_is_an_error(void **state)
{
    (void)state;
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    if (full < 0) {
        print_message("skipped: no /dev/full\n");
        return;
    }
    (void)close(full);
    char *store = person_path(&ada, "store.inwork");
    const char *inwork = getenv("INWORK") ? getenv("INWORK") : "build/check/inwork";
    const char *const argv[] = {"sh", "-c", "exec \"$0\" kinds >/dev/full", inwork, NULL};
    assert_int_equal(run_program(argv, "", 0, NULL, true), 74);
    free(store);
}

/* Where nothing says where the store is, it has to be named; then nobody asks for a home folder. */
static void a_store_without_a_home_folder(void **state)
{
    (void)state;
    char *store = person_path(&ada, "store.inwork");
    char *other = person_path(&ada, "other.inwork");
    char *file = person_path(&ada, "passphrase");
    char passphrase[300], named[300];
    (void)snprintf(passphrase, sizeof passphrase, "INWORK_PASSPHRASE_FILE=%s", file);
    (void)snprintf(named, sizeof named, "INWORK_STORE=%s", store);
    const char *const nowhere[] = {"HOME=", "XDG_DATA_HOME=", "INWORK_STORE=", passphrase, NULL};
    const char *const there[] = {"HOME=", "XDG_DATA_HOME=", named, passphrase, NULL};
    assert_int_equal(run_bare(&ada, nowhere, "", 0, "list", "client", NULL), 66);
    assert_non_null(strstr(buf_text(&ada.err), "no home folder"));
    assert_int_equal(run_bare(&ada, nowhere, "", 0, "init", "--kdf", "light", NULL), 66);
    assert_int_equal(run_bare(&ada, nowhere, "", 0, NULL), 66);
    assert_int_equal(run_bare(&ada, nowhere, "", 0, "--store", store, "list", "client", NULL), 0);
    assert_non_null(strstr(buf_text(&ada.out), client));
    assert_int_equal(run_bare(&ada, there, "", 0, "list", "client", NULL), 0);
    assert_int_equal(
        run_bare(&ada, nowhere, "", 0, "init", "--kdf", "light", "--store", other, NULL), 0);
    assert_int_equal(run_bare(&ada, nowhere, "", 0, "kinds", NULL), 0);
    assert_int_equal(run_bare(&ada, nowhere, "", 0, "--version", NULL), 0);
    free(store);
    free(other);
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usage),
        cmocka_unit_test(help_and_version),
        cmocka_unit_test(words_too_few_and_too_many),
        cmocka_unit_test(options_that_cannot_be),
        cmocka_unit_test(records_of_another_kind),
        cmocka_unit_test(records_that_are_not_there),
        cmocka_unit_test(hints),
        cmocka_unit_test(values),
        cmocka_unit_test(long_values),
        cmocka_unit_test(output_is_harmless),
        cmocka_unit_test(passphrases),
        cmocka_unit_test(broken_pipe_is_an_error),
        cmocka_unit_test(a_store_without_a_home_folder),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
