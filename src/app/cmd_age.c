/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork age decrypt and inwork age encrypt: age files, standard input to standard output. They
 * need no store: whoever holds a key can read what the team sealed.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/seal/age.h"
#include "inwork/seal/secret.h"

#define IDENTITY_MAX 32
#define RECIPIENT_MAX 64
#define IDENTITY_FILE_MAX ((size_t)64 * 1024)

static long from_input(void *bytes, size_t n, void *payload)
{
    (void)payload;
    ssize_t got = read(STDIN_FILENO, bytes, n);
    return (long)got;
}

static int to_output(const void *bytes, size_t n, void *payload)
{
    struct output *out = payload;
    return out->bytes(out, bytes, n) < 0 ? -1 : 0;
}

/* The identities of a file as age-keygen writes it: one a line, # begins a comment. */
static int parse_identities(struct age_identity *keys, size_t *count, const struct buf *text,
                            const char *path, struct error *err)
{
    size_t line = 1;
    *count = 0;
    for (const char *at = buf_text(text); *at; line++) {
        size_t n = strcspn(at, "\n");
        size_t length = n > 0 && at[n - 1] == '\r' ? n - 1 : n;
        if (length > 0 && *at != '#') {
            if (*count == IDENTITY_MAX)
                return error_set(err, STATUS_DATA, "%s has over %d identities", path, IDENTITY_MAX);
            int status = age_identity_parse(&keys[*count], at, length, err);
            if (status < 0)
                return error_set(err, STATUS_DATA, "line %zu of %s is not an age identity", line,
                                 path);
            (*count)++;
        }
        at += n + (at[n] != '\0');
    }
    return *count > 0 ? 0 : error_set(err, STATUS_DATA, "%s holds no identity", path);
}

static int decrypt(const struct age_unlock *unlock, struct output *out, struct error *err)
{
    enum age_outcome outcome = age_decrypt_stream(unlock, from_input, NULL, to_output, out, err);
    if (outcome == AGE_SUCCESS)
        return 0;
    return -(int)(err->status != STATUS_OK ? err->status : STATUS_DATA);
}

static int run_decrypt(struct app *app, const struct command_args *args, struct output *out,
                       struct error *err)
{
    const char *path = command_value(args, "identity");
    if (!path == (app->passphrase_fd < 0))
        return error_set(err, STATUS_USAGE, "give either --identity FILE or --passphrase-fd N");
    if (!path) {
        struct secret passphrase = {0};
        int status = app_passphrase(app, "", &passphrase, err);
        const struct age_unlock unlock = {.passphrases = &passphrase, .passphrase_count = 1};
        if (status == 0)
            status = decrypt(&unlock, out, err);
        secret_clear(&passphrase);
        return status;
    }
    struct buf text = BUF_ZERO;
    struct age_unlock unlock = {0};
    struct age_identity *keys = secret_alloc(IDENTITY_MAX * sizeof *keys, err);
    int status = keys ? fs_read(&text, path, IDENTITY_FILE_MAX, err) : -STATUS_IO;
    if (status == 0)
        status = parse_identities(keys, &unlock.identity_count, &text, path, err);
    buf_free_wiped(&text);
    unlock.identities = keys;
    if (status == 0)
        status = decrypt(&unlock, out, err);
    secret_free(keys);
    return status;
}

static int run_encrypt(struct app *app, const struct command_args *args, struct output *out,
                       struct error *err)
{
    struct age_recipient to[RECIPIENT_MAX];
    struct age_lock lock = {.recipients = to, .armor = command_flag(args, "armor")};
    for (size_t i = 0; i < args->given_count; i++) {
        const char *text = args->given[i].value;
        if (strcmp(args->given[i].option->name, "recipient") != 0)
            continue;
        if (lock.recipient_count == RECIPIENT_MAX)
            return error_set(err, STATUS_USAGE, "at most %d recipients", RECIPIENT_MAX);
        if (age_recipient_parse(&to[lock.recipient_count++], text, strlen(text), err) < 0)
            return error_set(err, STATUS_DATA, "“%s” is not an age recipient", text);
    }
    if ((lock.recipient_count == 0) == (app->passphrase_fd < 0))
        return error_set(err, STATUS_USAGE, "give --recipient R, or --passphrase-fd N instead");
    struct secret passphrase = {0};
    int status = 0;
    if (lock.recipient_count == 0) {
        status = app_passphrase(app, "", &passphrase, err);
        lock.passphrase = &passphrase;
    }
    if (status == 0)
        status = age_encrypt_stream(&lock, from_input, NULL, to_output, out, err);
    secret_clear(&passphrase);
    return status;
}

static const struct command_option decrypt_options[] = {
    {"identity", 'i', "FILE", "a file of identities, AGE-SECRET-KEY-1…"},
};

static const struct command_option encrypt_options[] = {
    {"recipient", 'r', "R", "who can open it, age1…; may be repeated"},
    {"armor", 'a', NULL, "as text"},
};

const struct command command_age_decrypt = {
    .name = "age decrypt",
    .group = "Files",
    .usage = "(--identity FILE | --passphrase-fd N)",
    .summary = "Open an age file: standard input to standard output",
    .help = "What was written before an error is to be thrown away: a piece is written when it is "
            "known to be genuine, but the file may have been cut short.",
    COMMAND_OPTIONS(decrypt_options),
    .run = run_decrypt,
};

const struct command command_age_encrypt = {
    .name = "age encrypt",
    .group = "Files",
    .usage = "(--recipient R… | --passphrase-fd N) [--armor]",
    .summary = "Make an age file: standard input to standard output",
    .help = "",
    COMMAND_OPTIONS(encrypt_options),
    .run = run_encrypt,
};
