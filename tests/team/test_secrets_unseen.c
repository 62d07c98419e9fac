/* SPDX-License-Identifier: GPL-3.0-or-later
 * No passphrase, recovery key or private key is in the arguments or the environment of the program
 * or of anything it starts (couriers, ssh, what ssh runs), nor in what it prints, except where a
 * person asked for exactly that; and none of its processes can leave a core dump.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "colleagues.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/seal/passkey.h"
#include "pty_screen.h"
#include "run_program.h"
#include "traced.h"

#define FIRST "an invented passphrase"
#define SECOND "quite other invented words"
#define SECRETS_MAX 24

struct scene {
    struct colleagues c;
    const char *inwork;
    char *secrets[SECRETS_MAX]; /* as text that must be nowhere */
    size_t count;
    bool able;
    struct traced last;
};

static void remember(struct scene *s, const char *secret)
{
    assert_true(s->count < SECRETS_MAX);
    assert_true(strlen(secret) >= 16); /* nothing that is somewhere by chance */
    s->secrets[s->count++] = strdup(secret);
}

/* A recovery key as it is printed, as it may be typed, and as bytes in hex. */
static void remember_recovery(struct scene *s, const char *printed)
{
    char text[RECOVERY_TEXT], plain[RECOVERY_TEXT];
    uint8_t key[RECOVERY_BYTES];
    char hex[HEX_LENGTH(RECOVERY_BYTES) + 1];
    size_t n = strcspn(printed, "\n");
    assert_true(n < sizeof text);
    memcpy(text, printed, n);
    text[n] = '\0';
    remember(s, text);
    size_t at = 0;
    for (size_t i = 0; i < n; i++)
        if (text[i] != '-')
            plain[at++] = text[i];
    plain[at] = '\0';
    remember(s, plain);
    for (size_t i = 0; i < at; i++)
        plain[i] = (char)tolower((unsigned char)plain[i]);
    remember(s, plain);
    assert_int_equal(recovery_parse(key, text, n, NULL), 0);
    hex_encode(hex, key, sizeof key);
    remember(s, hex);
}

static void nowhere(const struct scene *s, const struct buf *text, const char *what)
{
    for (size_t i = 0; i < s->count; i++)
        if (text->len > 0 && memmem(text->data, text->len, s->secrets[i], strlen(s->secrets[i])))
            fail_msg("secret %zu stands in %s", i, what);
}

enum shown { NOTHING, ASKED_FOR };

static void look(struct scene *s, struct person *p, bool file, const char *in, enum shown shown,
                 int line, ...)
{
    const char *argv[24] = {s->inwork};
    char env[3][400] = {""};
    size_t count = 1;
    va_list list;
    va_start(list, line);
    for (const char *word = va_arg(list, const char *); word; word = va_arg(list, const char *)) {
        assert_true(count < 23);
        argv[count++] = word;
    }
    va_end(list);
    if (!s->able)
        return;
    (void)snprintf(env[0], sizeof env[0], "INWORK_STORE=%s/store.inwork", p->folder);
    (void)snprintf(env[1], sizeof env[1], "INWORK_PASSPHRASE_FILE=%s/passphrase", p->folder);
    const char *const environment[] = {env[0], file ? env[1] : NULL, NULL};
    traced_clear(&s->last);
    s->able = traced_run(&s->last, argv, environment, in, strlen(in), "inwork");
    if (!s->able) {
        print_message("skipped: processes may not be traced here\n");
        return;
    }
    if (s->last.status != 0)
        fail_msg("line %d: status %d: %s", line, s->last.status, buf_text(&s->last.err));
    assert_true(s->last.programs >= 1);
    assert_true(s->last.ended >= 1);
    assert_int_equal(s->last.dumping, 0);
    nowhere(s, &s->last.seen, "arguments or environment");
    nowhere(s, &s->last.err, "standard error");
    if (shown == NOTHING)
        nowhere(s, &s->last.out, "standard output");
}
#define LOOK(s, p, file, in, shown, ...)                                                           \
    look(s, p, file, in, shown, __LINE__, __VA_ARGS__, (char *)NULL)

/* The tracing itself: what is given as an argument or a variable is seen, in a child too. */
static void what_is_there_is_seen(void **state)
{
    struct scene *s = *state;
    const char *const argv[] = {"/bin/sh", "-c", "/bin/sh -c 'exit 0' argued; exit 3", NULL};
    const char *const env[] = {"INVENTED_VARIABLE=worn openly", NULL};
    struct traced t;
    s->able = traced_run(&t, argv, env, "", 0, "inwork");
    if (!s->able) {
        print_message("skipped: processes may not be traced here\n");
        return;
    }
    assert_int_equal(t.status, 3);
    assert_int_equal(t.programs, 2);
    assert_non_null(strstr(buf_text(&t.seen), "INVENTED_VARIABLE=worn openly"));
    assert_non_null(strstr(buf_text(&t.seen), "\nargued\n"));
    traced_clear(&t);
}

static void passphrases_and_recovery_keys(void **state)
{
    struct scene *s = *state;
    struct person *p = &s->c.ada;
    struct rlimit core;
    /* Dumps are wanted by whoever started the program: they are refused all the same. */
    assert_int_equal(getrlimit(RLIMIT_CORE, &core), 0);
    core.rlim_cur = core.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_CORE, &core), 0);

    char other[400], paper[400], old[400];
    (void)snprintf(other, sizeof other, "%s/other.inwork", p->folder);
    (void)snprintf(paper, sizeof paper, "%s/other.paper", p->folder);
    (void)snprintf(old, sizeof old, "%s/recovery", p->folder);
    LOOK(s, p, true, "", NOTHING, "--store", other, "init", "--name", "Ada Example", "--kdf",
         "light", "--recovery-file", paper);
    if (!s->able)
        return;
    struct buf text = BUF_ZERO;
    scratch_read(p->folder, "other.paper", &text);
    remember_recovery(s, buf_text(&text));
    nowhere(s, &s->last.seen, "arguments or environment of init");
    nowhere(s, &s->last.out, "what init prints");
    nowhere(s, &s->last.err, "what init notes");
    /* Shown once where it was asked for: on standard output, and there alone. */
    (void)snprintf(other, sizeof other, "%s/third.inwork", p->folder);
    LOOK(s, p, false, FIRST "\n", ASKED_FOR, "--passphrase-fd", "0", "--store", other, "init",
         "--name", "Ada Example", "--kdf", "light");
    remember_recovery(s, buf_text(&s->last.out));
    nowhere(s, &s->last.seen, "arguments or environment of init");
    nowhere(s, &s->last.err, "what init notes");

    LOOK(s, p, false, FIRST "\n", NOTHING, "--passphrase-fd", "0", "status");
    LOOK(s, p, true, "", NOTHING, "--json", "status");
    LOOK(s, p, false, FIRST "\n" SECOND "\n", NOTHING, "--passphrase-fd", "0", "passphrase",
         "--new-passphrase-fd", "0", "--kdf", "light");
    LOOK(s, p, false, FIRST "\n", NOTHING, "recover", "--recovery-file", old, "--new-passphrase-fd",
         "0", "--kdf", "light");
    if (p->unlocked) {
        LOOK(s, p, false, FIRST "\n", NOTHING, "--passphrase-fd", "0", "unlock", "--for", "1h");
        LOOK(s, p, false, "", NOTHING, "status");
    }
    buf_free(&text);
}

static void sealing_and_proving(void **state)
{
    struct scene *s = *state;
    struct person *p = &s->c.ada;
    if (!s->able)
        return;
    static const char identity[] =
        "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
    static const char recipient[] =
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    char key[400], folder[400];
    remember(s, identity);
    scratch_write(p->folder, "identity", identity, strlen(identity));
    (void)snprintf(key, sizeof key, "%s/identity", p->folder);
    (void)snprintf(folder, sizeof folder, "%s/proof", p->folder);
    LOOK(s, p, false, "hello", NOTHING, "age", "encrypt", "--armor", "-r", recipient);
    struct buf sealed = BUF_ZERO;
    buf_append(&sealed, buf_text(&s->last.out), s->last.out.len);
    LOOK(s, p, false, buf_text(&sealed), NOTHING, "age", "decrypt", "-i", key);
    assert_string_equal(buf_text(&s->last.out), "hello");
    buf_free(&sealed);

    run_expect(0, p, "add", "client", "name=Casey Invented");
    char *id = strdup(run_line(p));
    LOOK(s, p, true, "", NOTHING, "prove", id, "name", "-o", folder);
    LOOK(s, p, true, "", NOTHING, "export", "client");
    LOOK(s, p, true, "", NOTHING, "verify");
    free(id);
}

/* The couriers, ssh, and what the host runs. */
static void syncing(void **state)
{
    struct scene *s = *state;
    struct person *p = &s->c.ada;
    if (!s->able)
        return;
    LOOK(s, p, true, "", ASKED_FOR, "team", "export-key", "casework");
    char *line = strdup(buf_text(&s->last.out));
    line[strcspn(line, "\n")] = '\0';
    remember(s, line);
    free(line);
    nowhere(s, &s->last.seen, "arguments or environment of export-key");
    nowhere(s, &s->last.err, "what export-key notes");
    run_expect(0, p, "add", "client", "name=Robin Madeup");
    LOOK(s, p, true, "", NOTHING, "sync");
    assert_true(s->last.programs >= 4); /* the courier, ssh, a shell, git */
    assert_true(s->last.named >= 2);
    assert_non_null(strstr(buf_text(&s->last.seen), "\ncourier\n"));
    assert_non_null(strstr(buf_text(&s->last.seen), "git-upload-pack"));
    assert_non_null(strstr(buf_text(&s->last.seen), "git-receive-pack"));
    LOOK(s, &s->c.bea, true, "", NOTHING, "--json", "sync");
    LOOK(s, p, false, FIRST "\n", NOTHING, "--passphrase-fd", "0", "sync");
    line_dead(&s->c);
    run_expect(69, p, "sync");
    nowhere(s, &p->out, "standard output");
    nowhere(s, &p->err, "standard error");
    line_open(&s->c);
}

/* What is typed at a terminal is not shown there. */
static void typing(void **state)
{
    struct scene *s = *state;
    char *store = person_path(&s->c.bea, "store.inwork");
    const char *const argv[] = {s->inwork, "--store", store, "verify", NULL};
    const char *const env[] = {"INWORK_PASSPHRASE_FILE", NULL};
    const struct pty_options options = {.arguments = argv, .environment = env};
    if (s->c.bea.unlocked)
        run_expect(0, &s->c.bea, "lock");
    s->c.bea.unlocked = false;
    struct pty *terminal = pty_start(&options);
    assert_true(pty_wait(terminal, "Passphrase:"));
    pty_type(terminal, FIRST "\n");
    assert_int_equal(pty_wait_exit(terminal), 0);
    char *screen = pty_screen(terminal);
    assert_null(strstr(screen, "invented"));
    free(screen);
    pty_free(terminal);
    free(store);
}

static int begin(void **state)
{
    struct scene *s = calloc(1, sizeof *s);
    s->inwork = getenv("INWORK") ? getenv("INWORK") : "build/check/inwork";
    s->able = true;
    colleagues_begin(&s->c, true);
    remember(s, FIRST);
    remember(s, SECOND);
    struct buf text = BUF_ZERO;
    scratch_read(s->c.ada.folder, "recovery", &text);
    remember_recovery(s, buf_text(&text));
    buf_clear(&text);
    scratch_read(s->c.bea.folder, "recovery", &text);
    remember_recovery(s, buf_text(&text));
    buf_free(&text);
    *state = s;
    return 0;
}

static int end(void **state)
{
    struct scene *s = *state;
    traced_clear(&s->last);
    for (size_t i = 0; i < s->count; i++)
        free(s->secrets[i]);
    colleagues_end(&s->c);
    free(s);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_there_is_seen),
        cmocka_unit_test(passphrases_and_recovery_keys),
        cmocka_unit_test(sealing_and_proving),
        cmocka_unit_test(syncing),
        cmocka_unit_test(typing),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
