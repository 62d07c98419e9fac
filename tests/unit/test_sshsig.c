/* SPDX-License-Identifier: GPL-3.0-or-later
 * seal/sshsig against the real ssh-keygen, in both directions, and against forgeries.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/seal/device.h"
#include "inwork/seal/secret.h"
#include "inwork/seal/sshsig.h"
#include "run_program.h"

static const char space[] = "inwork-segment";

/* A folder, and in it the key pair of a device in OpenSSH's form. */
struct bench {
    char *folder;
    struct device_keys keys;
};

static int set_up(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    if (!b || device_keys_generate(&b->keys, NULL))
        return -1;
    b->folder = scratch_make();
    *state = b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    scratch_remove(b->folder);
    free(b->folder);
    device_keys_clear(&b->keys);
    free(b);
    return 0;
}

static void need_ssh_keygen(void)
{
    if (!program_exists("ssh-keygen")) {
        print_message("skipped: no ssh-keygen here\n");
        skip();
    }
}

static char *path_in(const struct bench *b, const char *name)
{
    struct buf path = BUF_ZERO;
    buf_printf(&path, "%s/%s", b->folder, name);
    return buf_take(&path);
}

/* `ssh-keygen -Y verify` as a colleague without this program would run it. */
static int real_verify(const struct bench *b, const char *name_space, const void *message, size_t n)
{
    char *signers = path_in(b, "allowed_signers");
    char *signature = path_in(b, "sig");
    const char *const argv[] = {"ssh-keygen", "-Y", "verify",   "-f", signers,   "-I",
                                "device",     "-n", name_space, "-s", signature, NULL};
    int status = run_program(argv, message, n, NULL, true);
    free(signers);
    free(signature);
    return status;
}

static void test_ssh_keygen_accepts_ours(void **state)
{
    const struct bench *b = *state;
    need_ssh_keygen();
    struct buf signers = BUF_ZERO, sig = BUF_ZERO, message = BUF_ZERO;
    buf_printf(&signers, "device namespaces=\"%s\" ", space);
    sshsig_public_line(&signers, b->keys.public.ed25519);
    buf_push(&signers, '\n');
    scratch_write(b->folder, "allowed_signers", signers.data, signers.len);
    for (size_t n = 0; n < 200000; n = n * 7 + 1) {
        buf_clear(&message);
        buf_reserve(&message, n + 1);
        seal_random(message.data, n);
        buf_clear(&sig);
        assert_int_equal(sshsig_sign(&sig, &b->keys, space, message.data, n, NULL), 0);
        scratch_write(b->folder, "sig", sig.data, sig.len);
        assert_int_equal(real_verify(b, space, message.data, n), 0);
        assert_int_not_equal(real_verify(b, "inwork-heads", message.data, n), 0);
        message.data[n] = 'x';
        assert_int_not_equal(real_verify(b, space, message.data, n + 1), 0);
        char *signature = path_in(b, "sig");
        const char *const argv[] = {"ssh-keygen", "-Y", "check-novalidate", "-n",
                                    space,        "-s", signature,          NULL};
        assert_int_equal(run_program(argv, message.data, n, NULL, true), 0);
        free(signature);
    }
    buf_free(&signers);
    buf_free(&sig);
    buf_free(&message);
}

/* Generate a key with ssh-keygen; its secret seed follows the second copy of the public key's
 * header in the unencrypted private file. Fills the device's Ed25519 half. */
static void keys_from_ssh_keygen(const struct bench *b, struct device_keys *out)
{
    char *file = path_in(b, "id");
    const char *const argv[] = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "",
                                "-C",         "x",  "-f", file,      NULL};
    assert_int_equal(run_program(argv, NULL, 0, NULL, false), 0);
    free(file);
    struct buf text = BUF_ZERO, bare = BUF_ZERO;
    scratch_read(b->folder, "id", &text);
    const char *from = strchr(buf_text(&text), '\n');
    assert_non_null(from);
    for (; *from && *from != '-'; from++)
        if (*from != '\n')
            buf_push(&bare, *from);
    uint8_t blob[1024];
    ssize_t len = base64_decode(blob, sizeof blob, bare.data, bare.len);
    assert_true(len > 200);
    /* string "ssh-ed25519", string public key, string (seed and public key) */
    static const uint8_t header[] = "\0\0\0\x0bssh-ed25519\0\0\0\x20";
    const uint8_t *first = memmem(blob, (size_t)len, header, sizeof header - 1);
    assert_non_null(first);
    const uint8_t *second =
        memmem(first + 1, (size_t)(blob + len - first - 1), header, sizeof header - 1);
    assert_non_null(second);
    uint8_t seed[DEVICE_SEED_BYTES] = {0};
    memcpy(seed, second + sizeof header - 1 + 32 + 4, 32);
    assert_int_equal(device_keys_from_seed(out, seed, NULL), 0);
    assert_memory_equal(out->public.ed25519, second + sizeof header - 1, 32);
    buf_free(&text);
    buf_free(&bare);
}

static void test_we_accept_ssh_keygens_and_write_the_same_bytes(void **state)
{
    const struct bench *b = *state;
    need_ssh_keygen();
    struct device_keys theirs = {0};
    struct buf sig = BUF_ZERO, ours = BUF_ZERO;
    keys_from_ssh_keygen(b, &theirs);
    static const char message[] = "A letter that is signed.\n";
    const size_t n = sizeof message - 1;
    char *file = path_in(b, "id");
    static const char *const hashes[] = {"hashalg=sha512", "hashalg=sha256"};
    for (size_t i = 0; i < 2; i++) {
        const char *const argv[] = {"ssh-keygen", "-Y",      "sign", "-q", "-n", space,
                                    "-O",         hashes[i], "-f",   file, NULL};
        assert_int_equal(run_program(argv, message, n, &sig, true), 0);
        const uint8_t *key = theirs.public.ed25519;
        assert_int_equal(sshsig_verify(sig.data, sig.len, key, space, message, n, NULL), 0);
        assert_int_equal(sshsig_verify(sig.data, sig.len, key, space, message, n - 1, NULL),
                         -STATUS_REFUSED);
        assert_int_equal(sshsig_verify(sig.data, sig.len, key, "other", message, n, NULL),
                         -STATUS_REFUSED);
        assert_int_equal(
            sshsig_verify(sig.data, sig.len, b->keys.public.ed25519, space, message, n, NULL),
            -STATUS_REFUSED);
        buf_clear(&ours);
        assert_int_equal(sshsig_sign(&ours, &theirs, space, message, n, NULL), 0);
        /* Ed25519 has one signature per key and message, so the files are the same. */
        if (i == 0)
            assert_string_equal(ours.data, sig.data);
        else
            assert_string_not_equal(ours.data, sig.data);
    }
    free(file);
    buf_free(&sig);
    buf_free(&ours);
    device_keys_clear(&theirs);
}

/* Every single changed character of the armour is refused, apart from how its lines end. */
static void test_no_bit_may_change(void **state)
{
    const struct bench *b = *state;
    struct buf sig = BUF_ZERO;
    const uint8_t *key = b->keys.public.ed25519;
    assert_int_equal(sshsig_sign(&sig, &b->keys, space, "message", 7, NULL), 0);
    assert_int_equal(sshsig_verify(sig.data, sig.len, key, space, "message", 7, NULL), 0);
    for (size_t i = 0; i < sig.len; i++) {
        char was = sig.data[i];
        for (unsigned bit = 0; bit < 8; bit++) {
            sig.data[i] = (char)(was ^ (char)(1u << bit));
            if (was == '\n' && sig.data[i] == '\r')
                continue;
            struct error err = {0};
            int status = sshsig_verify(sig.data, sig.len, key, space, "message", 7, &err);
            assert_true(status == -STATUS_REFUSED || status == -STATUS_DATA);
            assert_true(err.message[0]);
        }
        sig.data[i] = was;
    }
    for (size_t n = 0; n + 1 < sig.len; n++)
        assert_int_equal(sshsig_verify(sig.data, n, key, space, "message", 7, NULL), -STATUS_DATA);
    buf_free(&sig);
}

static int verify_text(const struct bench *b, const char *text)
{
    return sshsig_verify(text, strlen(text), b->keys.public.ed25519, space, "message", 7, NULL);
}

static void test_armour(void **state)
{
    const struct bench *b = *state;
    struct buf sig = BUF_ZERO, other = BUF_ZERO;
    assert_int_equal(sshsig_sign(&sig, &b->keys, space, "message", 7, NULL), 0);
    /* CR LF, and lines of another length, as ssh-keygen reads them too. */
    for (size_t i = 0; i < sig.len; i++) {
        if (sig.data[i] == '\n')
            buf_push(&other, '\r');
        buf_push(&other, sig.data[i]);
    }
    assert_int_equal(verify_text(b, buf_text(&other)), 0);
    buf_clear(&other);
    unsigned column = 0;
    for (size_t i = 0; i < sig.len; i++) {
        buf_push(&other, sig.data[i]);
        if (i > 30 && i + 40 < sig.len && ++column % 11 == 0)
            buf_push(&other, '\n');
    }
    assert_int_equal(verify_text(b, buf_text(&other)), 0);
    buf_truncate(&sig, sig.len - 1); /* no newline at the end */
    assert_int_equal(verify_text(b, buf_text(&sig)), 0);
    /* Text around it, a NUL inside, other kinds, too long. */
    static const char *const bad[] = {
        "",
        "-----BEGIN SSH SIGNATURE-----\n",
        "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n",
        "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n",
        "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAv////8=\n-----END SSH SIGNATURE-----\n",
        "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH SIGNATURE-----\n",
        "-----BEGIN SSH SIGNATURE-----\nU1NI!0lH\n-----END SSH SIGNATURE-----\n",
        "-----BEGIN PGP SIGNATURE-----\nU1NIU0lH\n-----END PGP SIGNATURE-----\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(verify_text(b, bad[i]), -STATUS_DATA);
    buf_clear(&other);
    buf_add(&other, " ");
    buf_append(&other, sig.data, sig.len);
    assert_int_equal(verify_text(b, buf_text(&other)), -STATUS_DATA);
    buf_splice(&other, 0, 1, "", 0);
    buf_add(&other, "\ntrailing");
    assert_int_equal(verify_text(b, buf_text(&other)), -STATUS_DATA);
    buf_truncate(&other, sig.len);
    buf_splice(&other, 60, 0, "\0", 1);
    assert_int_equal(
        sshsig_verify(other.data, other.len, b->keys.public.ed25519, space, "message", 7, NULL),
        -STATUS_DATA);
    buf_clear(&other);
    buf_append(&other, sig.data, sig.len);
    while (other.len <= 4096)
        buf_push(&other, '\n');
    assert_int_equal(verify_text(b, buf_text(&other)), -STATUS_DATA);
    buf_free(&sig);
    buf_free(&other);
}

static void test_raw(void **state)
{
    const struct bench *b = *state;
    uint8_t sig[SSHSIG_RAW_BYTES];
    const uint8_t *key = b->keys.public.ed25519;
    assert_int_equal(sshsig_sign_raw(sig, &b->keys, space, "message", 7, NULL), 0);
    assert_int_equal(sshsig_verify_raw(sig, key, space, "message", 7, NULL), 0);
    assert_int_equal(sshsig_verify_raw(sig, key, space, "massage", 7, NULL), -STATUS_REFUSED);
    assert_int_equal(sshsig_verify_raw(sig, key, "inwork-heads", "message", 7, NULL),
                     -STATUS_REFUSED);
    struct buf armored = BUF_ZERO;
    assert_int_equal(sshsig_armor_raw(&armored, sig, key, space, NULL), 0);
    assert_int_equal(sshsig_verify(armored.data, armored.len, key, space, "message", 7, NULL), 0);
    buf_free(&armored);
    char long_name[80];
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    assert_int_equal(sshsig_sign_raw(sig, &b->keys, "", "message", 7, NULL), -STATUS_SOFTWARE);
    assert_int_equal(sshsig_sign_raw(sig, &b->keys, long_name, "m", 1, NULL), -STATUS_SOFTWARE);
    assert_int_equal(sshsig_armor_raw(&armored, sig, key, long_name, NULL), -STATUS_SOFTWARE);
    assert_int_equal(armored.len, 0);
}

/* What the verifier does at Ed25519's edges, where implementations differ: two devices that
 * disagree would see two histories, so a new libsodium that changes this must be noticed. */
static void test_ed25519_edges(void **state)
{
    const struct bench *b = *state;
    uint8_t sig[SSHSIG_RAW_BYTES];
    /* The points of small order and their non-canonical encodings, as keys. */
    static const char *const keys[] = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        uint8_t key[32];
        assert_int_equal(hex_decode(key, sizeof key, keys[i], 64), 32);
        /* R = the same point or the neutral one, S = 0: a lax verifier takes some of them. */
        memset(sig, 0, sizeof sig);
        memcpy(sig, key, 32);
        assert_int_equal(sshsig_verify_raw(sig, key, space, "m", 1, NULL), -STATUS_REFUSED);
        memset(sig, 0, sizeof sig);
        sig[0] = 1;
        assert_int_equal(sshsig_verify_raw(sig, key, space, "m", 1, NULL), -STATUS_REFUSED);
    }
    /* S + L is the same number and must be refused, or every signature has a twin. */
    static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                      0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                      0,    0,    0,    0,    0,    0,    0,    0,
                                      0,    0,    0,    0,    0,    0,    0,    0x10};
    assert_int_equal(sshsig_sign_raw(sig, &b->keys, space, "m", 1, NULL), 0);
    unsigned carry = 0;
    for (size_t i = 0; i < 32; i++) {
        carry += sig[32 + i] + (unsigned)order[i];
        sig[32 + i] = (uint8_t)carry;
        carry >>= 8;
    }
    assert_int_equal(sshsig_verify_raw(sig, b->keys.public.ed25519, space, "m", 1, NULL),
                     -STATUS_REFUSED);
    /* A small-order R under a good key. */
    assert_int_equal(sshsig_sign_raw(sig, &b->keys, space, "m", 1, NULL), 0);
    memset(sig, 0, 32);
    sig[0] = 1;
    assert_int_equal(sshsig_verify_raw(sig, b->keys.public.ed25519, space, "m", 1, NULL),
                     -STATUS_REFUSED);
}

int main(void)
{
    if (seal_init(NULL))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_ssh_keygen_accepts_ours, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_we_accept_ssh_keygens_and_write_the_same_bytes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_no_bit_may_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_armour, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_raw, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ed25519_edges, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
