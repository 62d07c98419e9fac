/* SPDX-License-Identifier: GPL-3.0-or-later
 * Laptops of a team for tests.
 */
#include "laptops.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/encode.h"
#include "inwork/base/fs.h"
#include "inwork/courier/courier.h"
#include "inwork/seal/secret.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "inwork/team/team.h"
#include "inwork/vault/vault.h"
#include "run_program.h"
#include "vault_fixture.h"

#define LAPTOP_NOW INT64_C(1788782400) /* 2026-09-07 12:00 UTC */

void laptops_main(int argc, char **argv)
{
    struct error err = {0};
    if (argc > 1 && strcmp(argv[1], "courier") == 0)
        exit(courier_child_main());
    if (seal_init(&err) < 0)
        exit(2);
}

static int64_t laptop_now(void *payload)
{
    return *(const int64_t *)payload;
}

#define OK(l, call)                                                                                \
    do {                                                                                           \
        if ((call) != 0)                                                                           \
            fail_msg("%s: %s", #call, (l)->err.message);                                           \
    } while (0)

static void open_store(struct laptop *l)
{
    const struct store_options options = {.now = laptop_now, .now_payload = &l->now};
    OK(l, store_open(&l->store, l->vault, &options, &l->err));
}

static void save_person(struct laptop *l, const char *name)
{
    char member[RECORD_ID_TEXT];
    laptop_save(l, NULL, "member", "name", name, member);
    OK(l, store_setting_put(l->store, "member", member, &l->err));
}

static void remember_paper(struct laptop *l, const uint8_t recovery[RECOVERY_BYTES])
{
    struct device_keys keys = {0};
    char text[HEX_LENGTH(32) + 1];
    OK(l, device_keys_from_recovery(&keys, recovery, &l->err));
    hex_encode(text, keys.public.ed25519, 32);
    OK(l, store_setting_put(l->store, "paper_ed25519", text, &l->err));
    hex_encode(text, keys.public.x25519, 32);
    OK(l, store_setting_put(l->store, "paper_x25519", text, &l->err));
    device_keys_clear(&keys);
}

void laptop_new(struct laptop *l, const char *folder, const char *name)
{
    uint8_t recovery[RECOVERY_BYTES];
    struct secret passphrase = {0};
    memset(l, 0, sizeof *l);
    l->now = LAPTOP_NOW;
    (void)snprintf(l->folder, sizeof l->folder, "%s/%s", folder, name);
    (void)snprintf(l->path, sizeof l->path, "%s/store", l->folder);
    OK(l, fs_make_folder(l->folder, &l->err));
    OK(l, secret_set(&passphrase, "correct horse", 13, &l->err));
    OK(l, vault_create(&l->vault, l->path, &passphrase, passkey_light(), recovery, &l->err));
    secret_clear(&passphrase);
    vault_data_key(l->data_key, l->vault);
    open_store(l);
    OK(l, store_device_create(l->store, &l->err));
    (void)snprintf(l->device, sizeof l->device, "%s", store_device_id(l->store));
    save_person(l, name);
    remember_paper(l, recovery);
}

void laptop_close(struct laptop *l)
{
    store_close(l->store);
    vault_close(l->vault);
    l->store = NULL;
    l->vault = NULL;
}

void laptop_open(struct laptop *l)
{
    OK(l, vault_open(&l->vault, l->path, &l->err));
    OK(l, vault_unlock_key(l->vault, l->data_key, &l->err));
    open_store(l);
}

void laptop_keep(struct laptop *l)
{
    char kept[300];
    (void)snprintf(kept, sizeof kept, "%s.kept", l->path);
    laptop_close(l);
    fixture_copy_store(l->path, kept);
    laptop_open(l);
}

void laptop_restore(struct laptop *l)
{
    static const char *const parts[] = {"", "-wal", "-shm"};
    char path[320], kept[300];
    laptop_close(l);
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof path, "%s%s", l->path, parts[i]);
        (void)unlink(path);
    }
    (void)snprintf(kept, sizeof kept, "%s.kept", l->path);
    fixture_copy_store(kept, l->path);
    laptop_open(l);
}

int laptop_sync_with(struct laptop *l, const char *remote)
{
    const struct sync_options options = {
        .store_path = l->path, .remote = remote, .has_umask = true, .umask = 022};
    error_clear(&l->err);
    l->now += 60;
    return team_sync(l->store, &options, &l->report, &l->err);
}

int laptop_sync(struct laptop *l)
{
    return laptop_sync_with(l, NULL);
}

void laptop_synced(struct laptop *l, const char *file, int line)
{
    int r = laptop_sync(l);
    if (r != 0)
        fail_msg("%s:%d: the sync ended with %d: %s (%s)", file, line, r, l->err.message,
                 l->err.hint);
}

void laptop_found(struct laptop *l, const char *remote)
{
    OK(l, team_create(l->store, "Example Team", remote, &l->err));
    SYNCED(l);
    assert_int_equal(l->report.state, SYNC_SYNCED);
}

void laptop_join(struct laptop *l, struct laptop *lead, const char *remote, bool casework,
                 bool as_lead)
{
    static const char *const names[] = {"directory", "casework"};
    char code[JOINCODE_TEXT], device[DEVICE_ID_TEXT], fingerprint[DEVICE_FINGERPRINT_TEXT];
    OK(lead, team_code(lead->store, code, &lead->err));
    OK(l, team_join(l->store, code, remote, &l->err));
    SYNCED(l);
    assert_int_equal(l->report.state, SYNC_WAITING);
    SYNCED(lead);
    device_fingerprint(fingerprint, l->device);
    const struct team_approval approval = {.device = l->device,
                                           .fingerprint = fingerprint,
                                           .compartments = names,
                                           .compartment_count = casework ? 2 : 1,
                                           .lead = as_lead};
    OK(lead, team_approve(lead->store, &approval, device, &lead->err));
    SYNCED(lead);
    SYNCED(l);
    assert_int_equal(l->report.state, SYNC_SYNCED);
}

void laptop_save(struct laptop *l, const char *record, const char *kind, const char *field,
                 const char *text, char record_out[RECORD_ID_TEXT])
{
    struct value to = {0};
    struct record held = {0};
    char id[RECORD_ID_TEXT];
    const char *over[64];
    size_t over_count = 0;
    if (record != NULL) {
        OK(l, store_record(l->store, record, &held, &l->err));
        const struct record_field *f = record_field(&held, field);
        for (size_t i = 0; f != NULL && i < f->entry_count && i < 64; i++)
            over[over_count++] = f->entries[i];
    }
    OK(l, value_set_text(&to, text, strlen(text), &l->err));
    const struct assignment set = {
        .field = field, .to = &to, .over = over, .over_count = over_count};
    const struct change change = {.record = record, .kind = kind, .set = &set, .count = 1};
    l->now++;
    OK(l, store_save(l->store, &change, id, NULL, &l->err));
    if (record_out != NULL)
        memcpy(record_out, id, sizeof id);
    value_clear(&to);
    record_clear(&held);
}

const char *laptop_text(struct laptop *l, const char *record, const char *field)
{
    static char text[1024];
    struct record r = {0};
    text[0] = 0;
    if (store_record(l->store, record, &r, &l->err) == 0)
        (void)snprintf(text, sizeof text, "%s", record_text(&r, field));
    record_clear(&r);
    return text;
}

size_t laptop_answers(struct laptop *l, const char *record, const char *field)
{
    struct record r = {0};
    size_t count = 0;
    if (store_record(l->store, record, &r, &l->err) == 0) {
        const struct record_field *f = record_field(&r, field);
        count = f == NULL ? 0 : f->head_count;
    }
    record_clear(&r);
    return count;
}

static int take_number(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    *(int64_t *)payload = c[0].integer;
    return 0;
}

int64_t laptop_number(struct laptop *l, const char *query)
{
    int64_t n = -1;
    OK(l, store_query(l->store, query, NULL, 0, take_number, &n, &l->err));
    return n;
}

static int take_id(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct buf *out = payload;
    (void)count;
    buf_add_hex(out, c[0].bytes, c[0].length);
    buf_add(out, c[1].integer != 0 ? "\n" : " does not count\n");
    return buf_ok(out, err);
}

void laptop_entries(struct laptop *l, struct buf *out)
{
    OK(l, store_query(l->store, "team_entry_ids", NULL, 0, take_id, out, &l->err));
}

static int take_text(const char *about, const char *text, void *payload, struct error *err)
{
    buf_printf(payload, "%s: %s\n", about, text);
    return buf_ok(payload, err);
}

void laptop_quarantine(struct laptop *l, struct buf *out)
{
    OK(l, team_quarantine(l->store, take_text, out, &l->err));
}

void laptop_notices(struct laptop *l, struct buf *out)
{
    OK(l, team_notices(l->store, take_text, out, &l->err));
}

static void copy_folder(const char *from, const char *to)
{
    const char *const argv[] = {"cp", "-a", from, to, NULL};
    if (fs_exists(to))
        scratch_remove(to);
    assert_int_equal(run_program(argv, NULL, 0, NULL, false), 0);
}

int trio_make(void **state)
{
    struct trio *t = calloc(1, sizeof *t);
    t->folder = scratch_make();
    (void)snprintf(t->remote, sizeof t->remote, "%s/team.git", t->folder);
    (void)snprintf(t->kept, sizeof t->kept, "%s.kept", t->folder);
    laptop_new(&t->a, t->folder, "Ada");
    laptop_new(&t->b, t->folder, "Ben");
    laptop_new(&t->c, t->folder, "Office");
    laptop_found(&t->a, t->remote);
    laptop_join(&t->b, &t->a, t->remote, true, false);
    laptop_join(&t->c, &t->a, t->remote, false, false);
    SYNCED(&t->a);
    SYNCED(&t->b);
    SYNCED(&t->a);
    laptop_close(&t->a);
    laptop_close(&t->b);
    laptop_close(&t->c);
    copy_folder(t->folder, t->kept);
    *state = t;
    return 0;
}

int trio_put_back(void **state)
{
    struct trio *t = *state;
    copy_folder(t->kept, t->folder);
    laptop_open(&t->a);
    laptop_open(&t->b);
    laptop_open(&t->c);
    return 0;
}

int trio_close(void **state)
{
    struct trio *t = *state;
    laptop_close(&t->a);
    laptop_close(&t->b);
    laptop_close(&t->c);
    return 0;
}

int trio_remove(void **state)
{
    struct trio *t = *state;
    if (t == NULL)
        return 0;
    scratch_remove(t->folder);
    scratch_remove(t->kept);
    free(t->folder);
    free(t);
    return 0;
}
