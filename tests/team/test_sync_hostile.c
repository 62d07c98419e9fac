/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a git host, a stranger who can push, or a member who means ill can put on the remote: each
 * is set aside with its reason, nothing of it is believed, and the rest of the sync goes on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/courier/courier.h"
#include "inwork/seal/age.h"
#include "inwork/seal/squeeze.h"
#include "inwork/seal/sshsig.h"
#include "inwork/store/entry.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "inwork/store/verify.h"
#include "inwork/team/heads.h"
#include "inwork/team/segment.h"
#include "inwork/team/team.h"
#include "laptops.h"
#include "run_program.h"

#define EPOCH "deadbeef"

/* The three laptops, and what a member who means ill knows. */
struct team {
    struct trio *trio;
    struct laptop *a, *b, *c;
    struct age_identity casework, directory;
    char team[HASH_HEX];
    struct error err;
    unsigned planted;
};

static int take_key(int64_t generation, const char *identity, void *payload, struct error *err)
{
    (void)generation;
    return age_identity_parse(payload, identity, strlen(identity), err);
}

static int set_up(void **state)
{
    struct team *t = calloc(1, sizeof *t);
    struct team_info info;
    (void)trio_put_back(state);
    t->trio = *state;
    t->a = &t->trio->a;
    t->b = &t->trio->b;
    t->c = &t->trio->c;
    assert_int_equal(team_export_key(t->a->store, "casework", take_key, &t->casework, &t->err), 0);
    assert_int_equal(team_export_key(t->a->store, "directory", take_key, &t->directory, &t->err),
                     0);
    assert_int_equal(team_info_read(&info, t->a->store, &t->err), 0);
    memcpy(t->team, info.team, sizeof t->team);
    team_info_clear(&info);
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct team *t = *state;
    void *trio = t->trio;
    free(t);
    return trio_close(&trio);
}

/* Push files on top of a ref, as whoever can write to the repository. */
static void plant(struct team *t, const char *ref, const struct courier_put *puts, size_t count)
{
    char git_dir[300], tip[COURIER_OID_TEXT], commit[COURIER_OID_TEXT];
    struct courier *c = NULL;
    (void)snprintf(git_dir, sizeof git_dir, "%s/stranger.git", t->trio->folder);
    const struct courier_options options = {
        .git_dir = git_dir, .remote = t->trio->remote, .has_umask = true, .umask = 022};
    assert_int_equal(courier_start(&c, &options, &t->err), 0);
    assert_int_equal(courier_fetch(c, &ref, 1, 0, &t->err), 0);
    assert_int_equal(courier_tip(c, ref, tip, &t->err), 0);
    const char *parent = tip[0] != 0 ? tip : NULL;
    assert_int_equal(courier_commit(c, parent, parent, puts, count, commit, &t->err), 0);
    if (courier_push(c, ref, commit, &t->err) != 0)
        fail_msg("%s", t->err.message);
    courier_stop(c);
}

static const char *ref_of(const struct laptop *l)
{
    static char ref[80];
    (void)snprintf(ref, sizeof ref, "refs/heads/device/%s", l->device);
    return ref;
}

/* One entry line, signed by a laptop, about a new client (or employer). */
static void write_line(struct laptop *writer, const char *kind, const char *compartment,
                       const char *name, struct buf *out)
{
    static unsigned number;
    struct value to = {0};
    char id[ENTRY_ID_TEXT], record[RECORD_ID_TEXT];
    (void)snprintf(record, sizeof record, "01K4Q8YF3M7T2V9C5XW6A%05u", ++number);
    assert_int_equal(value_set_text(&to, name, strlen(name), &writer->err), 0);
    const struct assignment set = {.field = "name", .to = &to};
    const struct entry_draft draft = {.record = record,
                                      .kind = kind,
                                      .compartment = compartment,
                                      .device = writer->device,
                                      .at = "2026-09-07T12:00:00+01:00",
                                      .clock = 5,
                                      .set = &set,
                                      .count = 1};
    struct buf line = {0};
    assert_int_equal(entry_write(&line, id, &draft, store_device(writer->store), &writer->err), 0);
    buf_append(out, line.data, line.len);
    buf_push(out, '\n');
    buf_free(&line);
    value_clear(&to);
}

struct forged {
    struct segment_header header;
    struct buf lines, file, signature;
    char path[SEGMENT_PATH_SIZE], signature_path[SEGMENT_PATH_SIZE + 4];
};

static void forged_clear(struct forged *f)
{
    buf_free(&f->lines);
    buf_free(&f->file);
    buf_free(&f->signature);
}

/* A sound segment of one entry at the next place of a new epoch, not sealed yet. */
static void begin(struct team *t, struct forged *f, struct laptop *writer, const char *compartment)
{
    *f = (struct forged){.header = {.generation = 1, .count = 1}};
    memcpy(f->header.team, t->team, sizeof f->header.team);
    memcpy(f->header.place.device, writer->device, sizeof f->header.place.device);
    (void)snprintf(f->header.place.epoch, EPOCH_SIZE, "%08x", 0xdead0000u + ++t->planted);
    (void)snprintf(f->header.place.compartment, COMPARTMENT_SIZE, "%s", compartment);
    f->header.place.n = 1;
    write_line(writer, strcmp(compartment, "casework") == 0 ? "client" : "employer", compartment,
               "Planted Person", &f->lines);
}

static void seal(struct team *t, struct forged *f, const struct device_keys *signer)
{
    struct age_recipient to;
    age_identity_recipient(
        &to, strcmp(f->header.place.compartment, "casework") == 0 ? &t->casework : &t->directory);
    buf_clear(&f->file);
    buf_clear(&f->signature);
    assert_int_equal(segment_seal(&f->file, &f->signature, &f->header, f->lines.data, f->lines.len,
                                  &to, signer, &t->err),
                     0);
}

static void plant_at(struct team *t, struct forged *f, struct laptop *ref,
                     const struct segment_place *place)
{
    segment_path(f->path, place);
    (void)snprintf(f->signature_path, sizeof f->signature_path, "%s.sig", f->path);
    const struct courier_put puts[] = {
        {.path = f->path, .bytes = f->file.data, .n = f->file.len},
        {.path = f->signature_path, .bytes = f->signature.data, .n = f->signature.len}};
    plant(t, ref_of(ref), puts, 2);
}

/* The lead syncs: this one file is set aside for this reason, and nothing was taken in. */
static void assert_set_aside(struct team *t, const struct forged *f, const char *reason)
{
    struct buf out = {0}, wanted = {0};
    SYNCED(t->a);
    laptop_quarantine(t->a, &out);
    buf_printf(&wanted, "%s: %s\n", f->path, reason);
    assert_string_equal(buf_text(&out), buf_text(&wanted));
    assert_int_equal(t->a->report.quarantined, 1);
    assert_int_equal(t->a->report.received, 0);
    buf_free(&out);
    buf_free(&wanted);
    /* Work of the same device still arrives, and the next sync says the same. */
    char client[RECORD_ID_TEXT];
    laptop_save(t->b, NULL, "client", "name", "Testy McTestface", client);
    SYNCED(t->b);
    SYNCED(t->a);
    assert_string_equal(laptop_text(t->a, client, "name"), "Testy McTestface");
}

static void a_flipped_bit(void **state)
{
    struct team *t = *state;
    struct forged f;
    begin(t, &f, t->b, "casework");
    seal(t, &f, store_device(t->b->store));
    f.file.data[f.file.len / 2] ^= 1;
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 1);
    /* The right file at its place is taken. */
    f.file.data[f.file.len / 2] ^= 1;
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 0);
    assert_int_equal(t->a->report.received, 1);
    forged_clear(&f);
}

static void a_wrong_signer(void **state)
{
    struct team *t = *state;
    struct forged f;
    begin(t, &f, t->b, "casework");
    seal(t, &f, store_device(t->a->store));
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 1);
    assert_int_equal(t->a->report.received, 0);
    forged_clear(&f);
}

static void a_header_of_another_device(void **state)
{
    struct team *t = *state;
    struct forged f;
    struct segment_place place;
    begin(t, &f, t->b, "casework");
    place = f.header.place;
    memcpy(f.header.place.device, t->a->device, sizeof f.header.place.device);
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &place);
    assert_set_aside(t, &f, "the segment's header names another device");
    forged_clear(&f);
}

static void a_place_in_anothers_ref(void **state)
{
    struct team *t = *state;
    struct forged f;
    begin(t, &f, t->b, "casework");
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->c, &f.header.place); /* b's feed on c's ref */
    SYNCED(t->a);
    assert_int_equal(t->a->report.received, 0);
    assert_int_equal(t->a->report.notices, 1);
    forged_clear(&f);
}

/* Anything a member can sign, which the codec would not write. */
static void seal_plain(struct team *t, struct forged *f, const char *plain, size_t n)
{
    struct age_recipient to;
    struct buf packed = {0};
    age_identity_recipient(&to, &t->casework);
    buf_clear(&f->file);
    buf_clear(&f->signature);
    assert_int_equal(squeeze_pack(&packed, plain, n, &t->err), 0);
    assert_int_equal(age_encrypt(&f->file, packed.data, packed.len, &to, 1, &t->err), 0);
    assert_int_equal(sshsig_sign(&f->signature, store_device(t->b->store), SEGMENT_NAMESPACE,
                                 f->file.data, f->file.len, &t->err),
                     0);
    buf_free(&packed);
}

static void an_unknown_member_in_the_header(void **state)
{
    struct team *t = *state;
    struct forged f;
    struct buf plain = {0};
    begin(t, &f, t->b, "casework");
    segment_header_write(&plain, &f.header);
    buf_truncate(&plain, plain.len - 1);
    buf_add(&plain, ",\"urgent\":1}\n");
    buf_append(&plain, f.lines.data, f.lines.len);
    seal_plain(t, &f, plain.data, plain.len);
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 1);
    assert_int_equal(t->a->report.received, 0);
    buf_free(&plain);
    forged_clear(&f);
}

static void a_number_out_of_order(void **state)
{
    struct team *t = *state;
    struct forged f;
    struct segment_place place;
    begin(t, &f, t->b, "casework");
    place = f.header.place;
    place.n = 2;
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &place);
    assert_set_aside(t, &f, "the segment stands at the place of another");
    forged_clear(&f);
}

static void a_copy_of_another_segment(void **state)
{
    struct team *t = *state;
    struct forged f;
    begin(t, &f, t->b, "casework");
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.received, 1);
    struct segment_place place = f.header.place;
    place.n = 9;
    plant_at(t, &f, t->b, &place);
    assert_set_aside(t, &f, "the segment stands at the place of another");
    forged_clear(&f);
}

static void a_compartment_not_its_own(void **state)
{
    struct team *t = *state;
    struct forged f;
    begin(t, &f, t->c, "casework");
    seal(t, &f, store_device(t->c->store)); /* the recipient is public: anybody can seal */
    plant_at(t, &f, t->c, &f.header.place);
    assert_set_aside(t, &f, "its device may not write in this compartment");
    forged_clear(&f);
}

static void a_key_nobody_has(void **state)
{
    struct team *t = *state;
    struct forged f;
    struct age_identity kept = t->casework;
    begin(t, &f, t->b, "casework");
    age_identity_generate(&t->casework);
    seal(t, &f, store_device(t->b->store));
    t->casework = kept;
    plant_at(t, &f, t->b, &f.header.place);
    assert_set_aside(t, &f, "no key of this device opens it");
    forged_clear(&f);
}

static void a_generation_nobody_started(void **state)
{
    struct team *t = *state;
    struct forged f;
    begin(t, &f, t->b, "casework");
    f.header.generation = 2;
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &f.header.place);
    assert_set_aside(t, &f, "the roster does not name the segment's key");
    forged_clear(&f);
}

static void a_line_that_is_no_entry(void **state)
{
    struct team *t = *state;
    struct forged f;
    begin(t, &f, t->b, "casework");
    buf_add(&f.lines, "{\"v\":1}\n");
    f.header.count = 2;
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 1);
    assert_int_equal(t->a->report.received, 0); /* not even the good line before it */
    forged_clear(&f);
}

static void a_signature_alone(void **state)
{
    struct team *t = *state;
    struct forged f;
    begin(t, &f, t->b, "casework");
    seal(t, &f, store_device(t->b->store));
    segment_path(f.path, &f.header.place);
    (void)snprintf(f.signature_path, sizeof f.signature_path, "%s.sig", f.path);
    const struct courier_put put = {
        .path = f.signature_path, .bytes = f.signature.data, .n = f.signature.len};
    plant(t, ref_of(t->b), &put, 1);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 1);
    /* The other half comes later. */
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 0);
    assert_int_equal(t->a->report.received, 1);
    forged_clear(&f);
}

/* FORMAT 3: kept, listed, never shown. */
static void entries_that_do_not_count(void **state)
{
    struct team *t = *state;
    struct forged f;
    struct buf notices = {0};
    int64_t before = laptop_number(t->a, "status");
    begin(t, &f, t->b, "casework");
    write_line(t->a, "client", "casework", "In Another's Name", &f.lines);
    write_line(t->b, "client", "directory", "In The Wrong Place", &f.lines);
    write_line(t->b, "employer", "casework", "Of The Wrong Kind", &f.lines);
    f.header.count = 4;
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    laptop_quarantine(t->a, &notices);
    assert_string_equal(buf_text(&notices), "");
    assert_int_equal(laptop_number(t->a, "status"), before + 4);
    laptop_notices(t->a, &notices);
    assert_non_null(strstr(buf_text(&notices), "3 entries in casework do not count"));
    buf_clear(&notices);
    laptop_entries(t->a, &notices);
    size_t uncounted = 0;
    for (const char *at = buf_text(&notices); (at = strstr(at, "does not count")) != NULL; at++)
        uncounted++;
    assert_int_equal(uncounted, 3);
    buf_free(&notices);
    forged_clear(&f);
}

static void two_segments_of_one_number(void **state)
{
    struct team *t = *state;
    struct forged f, g;
    begin(t, &f, t->b, "casework");
    begin(t, &g, t->b, "casework");
    g.header.place = f.header.place;
    seal(t, &f, store_device(t->b->store));
    seal(t, &g, store_device(t->b->store));
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.received, 1);
    plant_at(t, &g, t->b, &g.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.received, 1);
    assert_int_equal(t->a->report.quarantined, 0);
    forged_clear(&f);
    forged_clear(&g);
}

static void a_missing_segment_is_a_gap(void **state)
{
    struct team *t = *state;
    struct forged f;
    struct buf notices = {0};
    begin(t, &f, t->b, "casework");
    f.header.place.n = 3;
    memset(f.header.prev, 'a', HASH_HEX - 1);
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.received, 1);
    laptop_notices(t->a, &notices);
    assert_non_null(strstr(buf_text(&notices), "2 segments of casework are missing"));
    buf_free(&notices);
    forged_clear(&f);
}

/* The host swaps the key file of a newcomer for one that holds a key of its own. */
static void a_strangers_key_is_no_key(void **state)
{
    struct team *t = *state;
    struct laptop d;
    struct buf file = {0};
    struct age_identity stranger;
    struct age_recipient to;
    char code[JOINCODE_TEXT], device[DEVICE_ID_TEXT], fingerprint[DEVICE_FINGERPRINT_TEXT];
    char path[120], text[AGE_IDENTITY_TEXT];
    laptop_new(&d, t->trio->folder, "Dot");
    assert_int_equal(team_code(t->a->store, code, &t->err), 0);
    assert_int_equal(team_join(d.store, code, t->trio->remote, &d.err), 0);
    SYNCED(&d);
    SYNCED(t->a);
    device_fingerprint(fingerprint, d.device);
    const struct team_approval approval = {.device = d.device, .fingerprint = fingerprint};
    assert_int_equal(team_approve(t->a->store, &approval, device, &t->err), 0);
    SYNCED(t->a);
    age_identity_generate(&stranger);
    age_identity_format(text, &stranger);
    memcpy(to.x25519, store_device(d.store)->public.x25519, 32);
    assert_int_equal(age_encrypt(&file, text, strlen(text), &to, 1, &t->err), 0);
    (void)snprintf(path, sizeof path, "keys/casework/1/%s.age", d.device);
    const struct courier_put put = {.path = path, .bytes = file.data, .n = file.len};
    plant(t, "refs/heads/main", &put, 1);
    laptop_save(&d, NULL, "client", "name", "Kept Here", NULL);
    SYNCED(&d);
    assert_int_equal(team_export_key(d.store, "casework", take_key, &stranger, &d.err), -STATUS_NO);
    buf_clear(&file);
    laptop_quarantine(&d, &file);
    assert_non_null(strstr(buf_text(&file), path));
    assert_non_null(strstr(buf_text(&file), "does not hold the key the roster names"));
    buf_free(&file);
    laptop_close(&d);
}

static int count_device(const struct team_member *m, void *payload, struct error *err)
{
    (void)m;
    (void)err;
    (*(size_t *)payload)++;
    return 0;
}

/* A member who is no lead admits a friend. */
static void a_roster_statement_by_no_lead(void **state)
{
    struct team *t = *state;
    struct buf body = {0}, signature = {0}, out = {0};
    size_t before = 0, after = 0;
    char device[DEVICE_ID_TEXT];
    struct device_keys stranger = {0};
    assert_int_equal(device_keys_generate(&stranger, &t->err), 0);
    device_id(device, &stranger.public);
    assert_int_equal(team_members(t->a->store, count_device, &before, &t->err), 0);
    char code[JOINCODE_TEXT];
    struct joincode newest;
    assert_int_equal(team_code(t->a->store, code, &t->err), 0);
    assert_int_equal(joincode_parse(&newest, code, &t->err), 0);
    buf_printf(&body, "{\"inwork\":1,\"n\":%u,\"statement\":\"admit\"}", newest.n + 1);
    assert_int_equal(sshsig_sign(&signature, store_device(t->b->store), ROSTER_NAMESPACE, body.data,
                                 body.len, &t->err),
                     0);
    char path[40], signature_path[44];
    (void)snprintf(path, sizeof path, "roster/%u.json", newest.n + 1);
    (void)snprintf(signature_path, sizeof signature_path, "%s.sig", path);
    const struct courier_put puts[] = {
        {.path = path, .bytes = body.data, .n = body.len},
        {.path = signature_path, .bytes = signature.data, .n = signature.len}};
    plant(t, "refs/heads/main", puts, 2);
    SYNCED(t->a);
    laptop_quarantine(t->a, &out);
    assert_non_null(strstr(buf_text(&out), path));
    assert_int_equal(team_members(t->a->store, count_device, &after, &t->err), 0);
    assert_int_equal(before, after);
    /* A lead's next statement takes the place of what does not verify. */
    struct laptop d;
    laptop_new(&d, t->trio->folder, "Dot");
    laptop_join(&d, t->a, t->trio->remote, true, false);
    SYNCED(t->b);
    assert_int_equal(t->a->report.quarantined, 0);
    laptop_close(&d);
    device_keys_clear(&stranger);
    buf_free(&body);
    buf_free(&signature);
    buf_free(&out);
}

/* Old statements altered on the remote: not believed, and put right by the next lead. */
static void an_altered_old_statement(void **state)
{
    struct team *t = *state;
    const struct courier_put put = {.path = "roster/0.json", .bytes = "{}", .n = 2};
    struct buf out = {0};
    plant(t, "refs/heads/main", &put, 1);
    SYNCED(t->b);
    laptop_quarantine(t->b, &out);
    assert_non_null(strstr(buf_text(&out), "roster/0.json"));
    SYNCED(t->a);
    SYNCED(t->b);
    assert_int_equal(t->b->report.quarantined, 0);
    /* A newcomer finds a sound roster again. */
    struct laptop d;
    laptop_new(&d, t->trio->folder, "Dot");
    laptop_join(&d, t->a, t->trio->remote, true, false);
    laptop_close(&d);
    buf_free(&out);
}

static void paths_that_do_not_belong(void **state)
{
    struct team *t = *state;
    const struct courier_put puts[] = {
        {.path = "README", .bytes = "x", .n = 1},
        {.path = "roster/0.json", .bytes = "{}", .n = 2},
        {.path = "request.json", .bytes = "{}", .n = 2},
    };
    plant(t, ref_of(t->b), puts, 3);
    SYNCED(t->a);
    assert_int_equal(t->a->report.notices, 1);
    assert_int_equal(t->a->report.quarantined, 0);
    /* The device itself throws them out. */
    laptop_save(t->b, NULL, "client", "name", "Testy McTestface", NULL);
    SYNCED(t->b);
    SYNCED(t->a);
    assert_int_equal(t->a->report.notices, 0);
}

static void heads_are_signed(void **state)
{
    struct team *t = *state;
    const struct courier_put put = {.path = "heads.json", .bytes = "{\"inwork\":1}", .n = 12};
    struct buf out = {0};
    plant(t, ref_of(t->b), &put, 1);
    SYNCED(t->a);
    laptop_quarantine(t->a, &out);
    assert_non_null(strstr(buf_text(&out), "heads.json"));
    laptop_save(t->b, NULL, "client", "name", "Testy McTestface", NULL);
    SYNCED(t->b);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 0);
    buf_free(&out);
}

/* Whoever can push spoils what its device had sent: the device puts it right and goes on. */
static void an_own_segment_that_was_spoilt(void **state)
{
    struct team *t = *state;
    struct forged f;
    begin(t, &f, t->b, "casework");
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->b);
    SYNCED(t->a);
    f.file.data[f.file.len / 2] ^= 1;
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 1);
    laptop_save(t->b, NULL, "client", "name", "Testy McTestface", NULL);
    SYNCED(t->b);
    assert_int_equal(t->b->report.sent, 1);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 0);
    assert_int_equal(t->a->report.notices, 0);
    SYNCED(t->b); /* which had set the spoilt one aside */
    assert_int_equal(t->b->report.quarantined, 0);
    forged_clear(&f);
}

/* The spoilt one goes with the whole ref, and a colleague puts that back as it was before. */
static void spoilt_and_then_lost(void **state)
{
    struct team *t = *state;
    struct forged f;
    const char *const lose[] = {"git",        "-C", t->trio->remote, "update-ref", "-d",
                                ref_of(t->b), NULL};
    begin(t, &f, t->b, "casework");
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->b);
    SYNCED(t->a);
    f.file.data[f.file.len / 2] ^= 1;
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 1);
    assert_int_equal(run_program(lose, NULL, 0, NULL, false), 0);
    SYNCED(t->a);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 0);
    forged_clear(&f);
}

/* What never verified goes with its branch, its device writes another, and the clone that knew the
 * old one is lost. */
static void set_aside_and_taken_away(void **state)
{
    struct team *t = *state;
    struct forged f;
    char clone[300];
    begin(t, &f, t->b, "casework");
    seal(t, &f, store_device(t->a->store));
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 1);
    const char *const lose[] = {"git",        "-C", t->trio->remote, "update-ref", "-d",
                                ref_of(t->b), NULL};
    assert_int_equal(run_program(lose, NULL, 0, NULL, false), 0);
    SYNCED(t->b);
    (void)snprintf(clone, sizeof clone, "%s.git", t->a->path);
    const char *const forget[] = {"rm", "-r", clone, NULL};
    assert_int_equal(run_program(forget, NULL, 0, NULL, false), 0);
    SYNCED(t->a);
    assert_int_equal(t->a->report.quarantined, 0);
    forged_clear(&f);
}

/* A segment without its signature is worth nothing to a newcomer: it counts as lost. */
static void a_signature_taken_away(void **state)
{
    struct team *t = *state;
    struct forged f;
    struct buf notices = {0};
    begin(t, &f, t->b, "casework");
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->b);
    SYNCED(t->a);
    const struct courier_put gone = {.path = f.signature_path};
    plant(t, ref_of(t->b), &gone, 1);
    SYNCED(t->a);
    laptop_notices(t->a, &notices);
    assert_non_null(strstr(buf_text(&notices), "lacks work of this device"));
    SYNCED(t->b);
    SYNCED(t->a);
    assert_int_equal(t->a->report.notices, 0);
    struct laptop d;
    laptop_new(&d, t->trio->folder, "Dot");
    laptop_join(&d, t->a, t->trio->remote, true, false);
    assert_int_equal(d.report.quarantined, 0);
    buf_free(&notices);
    forged_clear(&f);
    laptop_close(&d);
}

/* The line of the first entry of a field. */
static void line_of(struct laptop *l, const char *record, const char *field, struct buf *out)
{
    struct record r = {0};
    assert_int_equal(store_record(l->store, record, &r, &l->err), 0);
    const struct record_field *f = record_field(&r, field);
    assert_int_equal(store_entry_line(l->store, f->entries[0], out, &l->err), 0);
    record_clear(&r);
}

static int first_finding(const char *text, void *payload, struct error *err)
{
    (void)err;
    buf_add(payload, text);
    return 0;
}

/* A member who means ill copies a colleague's line with its signature spoilt, so that it comes
 * before the true one: the true one is what is kept. */
static void a_spoilt_copy_comes_first(void **state)
{
    struct team *t = *state;
    struct forged f;
    struct buf true_line = {0}, held = {0};
    struct verify_result result;
    char employer[RECORD_ID_TEXT];
    laptop_save(t->b, NULL, "employer", "name", "Example Bakery", employer);
    line_of(t->b, employer, "name", &true_line);
    begin(t, &f, t->a, "directory");
    buf_clear(&f.lines);
    buf_append(&f.lines, true_line.data, true_line.len);
    char *digit = &f.lines.data[f.lines.len - 60];
    *digit = *digit == 'A' ? 'B' : 'A';
    buf_push(&f.lines, '\n');
    seal(t, &f, store_device(t->a->store));
    plant_at(t, &f, t->a, &f.header.place);
    SYNCED(t->b);
    SYNCED(t->c); /* reads the founder's feed first */
    line_of(t->c, employer, "name", &held);
    assert_string_equal(buf_text(&held), buf_text(&true_line));
    buf_clear(&held);
    assert_int_equal(store_verify(t->c->store, &result, first_finding, &held, &t->err), 0);
    assert_string_equal(buf_text(&held), "");
    buf_free(&true_line);
    buf_free(&held);
    forged_clear(&f);
}

/* Words put into a colleague's mouth, without a signature that fits: not even kept. */
static void a_forged_line_in_anothers_name(void **state)
{
    struct team *t = *state;
    struct forged f;
    struct buf notices = {0};
    int64_t before = laptop_number(t->a, "status");
    begin(t, &f, t->b, "casework");
    write_line(t->a, "client", "casework", "In Another's Name", &f.lines);
    char *digit = &f.lines.data[f.lines.len - 60];
    *digit = *digit == 'A' ? 'B' : 'A';
    f.header.count = 2;
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &f.header.place);
    SYNCED(t->a);
    assert_int_equal(laptop_number(t->a, "status"), before + 1);
    laptop_notices(t->a, &notices);
    assert_non_null(strstr(buf_text(&notices), "1 entries in casework do not count"));
    buf_free(&notices);
    forged_clear(&f);
}

/* So many lines that entries for all of them would not fit into memory. */
static void a_segment_of_nothing_but_lines(void **state)
{
    struct team *t = *state;
    struct forged f;
    begin(t, &f, t->b, "casework");
    buf_clear(&f.lines);
    for (size_t i = 0; i < SEGMENT_LINES_MAX - 1024; i++)
        buf_push(&f.lines, '\n');
    f.header.count = (int64_t)f.lines.len;
    seal(t, &f, store_device(t->b->store));
    plant_at(t, &f, t->b, &f.header.place);
    assert_set_aside(t, &f, "the segment's lines are too short to be entries");
    forged_clear(&f);
}

/* A member says in their heads that they had more of a colleague's work than there ever was. */
static void heads_that_claim_too_much(void **state)
{
    struct team *t = *state;
    struct buf body = {0}, signature = {0}, one = {0}, two = {0};
    struct heads h = {.serial = 100, .made = 1};
    char code[JOINCODE_TEXT];
    struct joincode newest;
    assert_int_equal(team_code(t->a->store, code, &t->err), 0);
    assert_int_equal(joincode_parse(&newest, code, &t->err), 0);
    h.roster_n = newest.n;
    memset(h.roster_sha256, 'a', HASH_HEX - 1);
    memcpy(h.team, t->team, sizeof h.team);
    memcpy(h.device, t->b->device, sizeof h.device);
    assert_int_equal(heads_add_seen(&h, t->a->device, INT64_C(1) << 50, &t->err), 0);
    assert_int_equal(heads_write(&body, &signature, &h, store_device(t->b->store), &t->err), 0);
    const struct courier_put puts[] = {
        {.path = "heads.json", .bytes = body.data, .n = body.len},
        {.path = "heads.json.sig", .bytes = signature.data, .n = signature.len}};
    plant(t, ref_of(t->b), puts, 2);
    laptop_save(t->a, NULL, "client", "name", "Testy McTestface", NULL);
    SYNCED(t->a);
    assert_int_equal(store_setting_get(t->a->store, "team_epoch", &one, &t->err), 0);
    laptop_save(t->a, NULL, "client", "name", "Ada Example", NULL);
    SYNCED(t->a);
    assert_int_equal(store_setting_get(t->a->store, "team_epoch", &two, &t->err), 0);
    assert_string_equal(buf_text(&one), buf_text(&two)); /* doubted once, not for ever */
    heads_clear(&h);
    buf_free(&body);
    buf_free(&signature);
    buf_free(&one);
    buf_free(&two);
}

int main(int argc, char **argv)
{
    laptops_main(argc, argv);
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(a_flipped_bit),
        T(a_wrong_signer),
        T(a_header_of_another_device),
        T(a_place_in_anothers_ref),
        T(an_unknown_member_in_the_header),
        T(a_number_out_of_order),
        T(a_copy_of_another_segment),
        T(a_compartment_not_its_own),
        T(a_key_nobody_has),
        T(a_generation_nobody_started),
        T(a_line_that_is_no_entry),
        T(a_signature_alone),
        T(entries_that_do_not_count),
        T(two_segments_of_one_number),
        T(a_missing_segment_is_a_gap),
        T(a_strangers_key_is_no_key),
        T(a_roster_statement_by_no_lead),
        T(an_altered_old_statement),
        T(paths_that_do_not_belong),
        T(heads_are_signed),
        T(an_own_segment_that_was_spoilt),
        T(spoilt_and_then_lost),
        T(set_aside_and_taken_away),
        T(a_signature_taken_away),
        T(a_spoilt_copy_comes_first),
        T(a_forged_line_in_anothers_name),
        T(a_segment_of_nothing_but_lines),
        T(heads_that_claim_too_much),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, trio_make, trio_remove);
}
