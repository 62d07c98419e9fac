/* SPDX-License-Identifier: GPL-3.0-or-later
 * Passphrases, the recovery key, the kernel's keyring, and age files, through the command line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/json.h"
#include "run.h"
#include "run_program.h"

#define WITH(p, in, ...) run_bare(p, NULL, in, strlen(in), __VA_ARGS__, NULL)

static void init_says_what_it_made(void **state)
{
    (void)state;
    struct person p;
    person_begin(&p, NULL);
    assert_int_equal(WITH(&p, "four invented words here\n", "--passphrase-fd", "0", "--json",
                          "init", "--name", "Ada Example", "--kdf", "light"),
                     0);
    struct json *made = run_json(&p, 0);
    assert_int_equal(strlen(json_text(json_member(made, "device"), NULL)), 24);
    assert_int_equal(strlen(json_text(json_member(made, "member"), NULL)), 26);
    char recovery[64];
    (void)snprintf(recovery, sizeof recovery, "%s\n",
                   json_text(json_member(made, "recovery_key"), NULL));
    assert_int_equal(strlen(recovery), 42);
    json_free(made);
    scratch_write(p.folder, "paper", recovery, strlen(recovery));
    char *store = person_path(&p, "store.inwork");
    struct stat facts;
    assert_int_equal(stat(store, &facts), 0);
    assert_int_equal(facts.st_mode & 07777, 0600);
    free(store);

    /* A recovery file is made private, and never written over. */
    char *paper = person_path(&p, "paper");
    char *other = person_path(&p, "other.inwork");
    assert_int_equal(run(&p, "--store", other, "init", "--name", "A", "--kdf", "light",
                         "--recovery-file", paper, NULL),
                     65);
    assert_int_equal(access(other, F_OK), -1);
    assert_int_equal(run(&p, "--store", other, "init", "--kdf", "heavy", "--name", "A", NULL), 64);
    assert_int_equal(access(other, F_OK), -1);
    /* A name that cannot be is found out before anything is left behind. */
    assert_int_equal(run(&p, "--store", other, "init", "--name", "\033[1m", "--kdf", "light", NULL),
                     65);
    assert_int_equal(access(other, F_OK), -1);

    /* Forgotten: the paper opens it; a wrong letter does not. */
    assert_int_equal(WITH(&p, "another few invented words\n", "recover", "--recovery-file", paper,
                          "--new-passphrase-fd", "0", "--kdf", "light"),
                     0);
    assert_non_null(strstr(buf_text(&p.err), "Copies and backups"));
    assert_int_equal(WITH(&p, "four invented words here\n", "--passphrase-fd", "0", "status"), 77);
    assert_int_equal(WITH(&p, "another few invented words\n", "--passphrase-fd", "0", "status"), 0);
    recovery[3] = recovery[3] == 'A' ? 'B' : 'A';
    scratch_write(p.folder, "paper", recovery, strlen(recovery));
    assert_int_equal(
        WITH(&p, "x\n", "recover", "--recovery-file", paper, "--new-passphrase-fd", "0"), 77);
    assert_int_equal(WITH(&p, "x\n", "recover", "--recovery-file", "/nonexistent"), 66);

    /* Changing it needs the old one: both in one descriptor, a line each. */
    assert_int_equal(WITH(&p, "wrong\nnew words that are fresh\n", "--passphrase-fd", "0",
                          "passphrase", "--new-passphrase-fd", "0", "--kdf", "light"),
                     77);
    assert_int_equal(WITH(&p, "another few invented words\nnew words that are fresh\n",
                          "--passphrase-fd", "0", "passphrase", "--new-passphrase-fd", "0", "--kdf",
                          "light"),
                     0);
    assert_int_equal(WITH(&p, "new words that are fresh\n", "--passphrase-fd", "0", "status"), 0);
    free(paper);
    free(other);
    person_end(&p);
}

/* What cannot be a recovery key is data refused (65); what has the form of one and is not this
 * store's is a wrong key (77). The store stays as it is. */
static void recovery_keys_that_are_none(void **state)
{
    (void)state;
    static const char old[] = "an invented passphrase\n";
    struct person p, other;
    person_begin(&p, "Ada Example");
    person_begin(&other, "Ben Example");
    struct buf before = BUF_ZERO, after = BUF_ZERO;
    scratch_read(p.folder, "store.inwork", &before);
    static char nuls[100], endless[100000];
    memset(endless, 'A', sizeof endless);
    const struct {
        const char *bytes;
        size_t n;
        int status;
        const char *words;
    } cases[] = {
        {"", 0, 65, "is no recovery key"},
        {"\n", 1, 65, "is no recovery key"},
        {"--- ---\n", 8, 65, "has 0 letters"},
        {"not a key\n", 10, 65, "has 7 letters"},
        {"AAAQEA-YEAUDA-OCAJBI-FQYDIO-B4IBCE-QT6VF\n", 41, 65, "35 letters and digits"},
        {"AAAQEA-YEA*DA-OCAJBI-FQYDIO-B4IBCE-QT6VFQ\n", 42, 65, "character 10"},
        {nuls, sizeof nuls, 65, "is no recovery key"},
        {endless, sizeof endless, 65, "is no recovery key"},
        {"AAAQEA-YEAUDA-OCAJBI-FQYDIO-B4IBCE-QT6VFA\n", 42, 77, "check does not fit"},
        {"AAAQEA-YEAUDA-OCAJBI-FQYDIO-B4IBCE-QT6VFQ\n", 42, 77, "recovery key"},
    };
    char *paper = person_path(&p, "typed");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        scratch_write(p.folder, "typed", cases[i].bytes, cases[i].n);
        int status = WITH(&p, "fresh words to use\n", "recover", "--recovery-file", paper,
                          "--new-passphrase-fd", "0", "--kdf", "light");
        run_check(cases[i].status, status, &p, __FILE__, (int)i);
        if (!strstr(buf_text(&p.err), cases[i].words))
            fail_msg("case %zu: “%s” is not in: %s", i, cases[i].words, buf_text(&p.err));
    }
    /* Another store's own key. */
    free(paper);
    paper = person_path(&other, "recovery");
    assert_int_equal(WITH(&p, "fresh words to use\n", "recover", "--recovery-file", paper,
                          "--new-passphrase-fd", "0", "--kdf", "light"),
                     77);
    /* A folder, in place of a file. */
    assert_int_equal(WITH(&p, "x\n", "recover", "--recovery-file", p.folder), 74);
    scratch_read(p.folder, "store.inwork", &after);
    assert_int_equal(after.len, before.len);
    assert_memory_equal(after.data, before.data, before.len);
    assert_int_equal(WITH(&p, old, "--passphrase-fd", "0", "status"), 0);
    free(paper);
    buf_free(&before);
    buf_free(&after);
    person_end(&p);
    person_end(&other);
}

static void unlock_and_lock(void **state)
{
    (void)state;
    struct person p;
    person_begin(&p, "Ada Example");
    if (!p.unlocked) {
        print_message("skipped: the kernel keeps no keys here\n");
        person_end(&p);
        return;
    }
    assert_int_equal(WITH(&p, "", "status"), 0);
    run_expect(0, &p, "lock");
    p.unlocked = false;
    assert_int_equal(WITH(&p, "", "status"), 77);
    assert_non_null(strstr(buf_text(&p.err), "inwork unlock"));
    run_expect(0, &p, "lock"); /* it is what was asked for */
    assert_int_equal(WITH(&p, "wrong\n", "--passphrase-fd", "0", "unlock"), 77);
    assert_int_equal(WITH(&p, "", "status"), 77);
    static const char *const bad[] = {"0s", "8", "h", "8w", "-8h", "99d", "8h ", ""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(run(&p, "unlock", "--for", bad[i], NULL), 64);
    run_expect(0, &p, "unlock", "--for", "1h30m");
    p.unlocked = true;
    assert_int_equal(WITH(&p, "", "status"), 0);
    /* A passphrase that is given is what counts. */
    assert_int_equal(WITH(&p, "wrong\n", "--passphrase-fd", "0", "status"), 77);
    /* It is gone when its time is over. */
    p.unlocked = false;
    run_expect(0, &p, "unlock", "--for", "1s");
    (void)sleep(2);
    assert_int_equal(WITH(&p, "", "status"), 77);
    person_end(&p);
}

static void age_files(void **state)
{
    (void)state;
    static const char identity[] =
        "# made for this test\n"
        "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n";
    static const char recipient[] =
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    struct person p;
    person_begin(&p, NULL);
    scratch_write(p.folder, "identity", identity, strlen(identity));
    char *key = person_path(&p, "identity");
    struct buf sealed = BUF_ZERO;
    assert_int_equal(WITH(&p, "hello there", "age", "encrypt", "--recipient", recipient, "--armor"),
                     0);
    assert_int_equal(strncmp(buf_text(&p.out), "-----BEGIN AGE ENCRYPTED FILE-----", 34), 0);
    buf_append(&sealed, buf_text(&p.out), p.out.len);
    assert_int_equal(
        run_bare(&p, NULL, buf_text(&sealed), sealed.len, "age", "decrypt", "-i", key, NULL), 0);
    assert_string_equal(buf_text(&p.out), "hello there");

    sealed.data[sealed.len / 2] ^= 1;
    assert_int_not_equal(
        run_bare(&p, NULL, buf_text(&sealed), sealed.len, "age", "decrypt", "-i", key, NULL), 0);
    assert_int_equal(p.out.len, 0);
    assert_int_equal(WITH(&p, "", "age", "decrypt"), 64);
    assert_int_equal(WITH(&p, "", "age", "encrypt"), 64);
    assert_int_equal(WITH(&p, "", "age", "encrypt", "-r", "age1nonsense"), 65);
    assert_int_equal(WITH(&p, "nonsense", "age", "decrypt", "-i", key), 65);
    assert_int_equal(WITH(&p, "", "age", "decrypt", "-i", "/nonexistent"), 66);
    scratch_write(p.folder, "identity", "not a key\n", 10);
    assert_int_equal(WITH(&p, "", "age", "decrypt", "-i", key), 65);
    free(key);
    buf_free(&sealed);
    person_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(init_says_what_it_made),
        cmocka_unit_test(recovery_keys_that_are_none),
        cmocka_unit_test(unlock_and_lock),
        cmocka_unit_test(age_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
