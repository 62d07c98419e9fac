/* SPDX-License-Identifier: GPL-3.0-or-later
 * Founding a team: the first statements, the first keys, and `main` with them; and, once the remote
 * has them, the record that names the team.
 *
 * Whatever the moment of a crash, the next sync finds either no `main` (and founds), or a `main`
 * founded by this very device (and goes on from it).
 */
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/store/entry.h"
#include "inwork/store/store.h"
#include "sync_int.h"

static const char *const first_compartments[] = {"directory", "casework"};
#define FIRST_COMPARTMENTS (sizeof first_compartments / sizeof *first_compartments)
#define STATEMENTS_MAX (2 + FIRST_COMPARTMENTS)

const char team_readme[] =
    "This repository carries the signed, encrypted exports of a team that uses inwork,\n"
    "an offline field notebook. Nothing in it can be read without the team's keys.\n"
    "\n"
    "roster/            who belongs to the team: device ids and public keys, each statement\n"
    "                   signed (ssh-keygen -Y verify, namespace inwork-roster)\n"
    "keys/              compartment keys, each an age file to one device\n"
    "allowed_signers    for ssh-keygen -Y verify\n"
    "refs/heads/device/ what each device wrote: feeds of .age files with their .sig\n"
    "\n"
    "How to read an export with age, zstd and ssh-keygen alone stands in the program's\n"
    "doc/RECOVERY.md. Do not rewrite or delete branches: every device notices.\n";

struct founding {
    struct sync *s;
    struct roster roster;
    struct team_keys keys;
    struct statement_text statements[STATEMENTS_MAX];
    struct commit commit;
    char member[ID_SIZE];
};

static int add(struct founding *f, const struct roster_change *change, struct error *err)
{
    size_t n = f->roster.count;
    struct statement_text *t = &f->statements[n];
    int r = roster_write(&t->body, &t->signature, &f->roster, change, store_device(f->s->store),
                         store_now(f->s->store), err);
    if (r == 0)
        r = roster_add(&f->roster, t->body.data, t->body.len, t->signature.data, t->signature.len,
                       err);
    if (r == 0)
        r = commit_add_statement(&f->commit, n, &t->body, &t->signature, err);
    return r;
}

/* The recovery key on paper is a lead that never writes: it can admit a new device after a fire. */
static int admit_paper(struct founding *f, struct error *err)
{
    struct roster_change paper = {.type = ROSTER_ADMIT, .member = f->member, .lead = true};
    bool there;
    int r = state_paper(&paper.device, &there, f->s->store, err);
    return r < 0 || !there ? r : add(f, &paper, err);
}

static int start_keys(struct founding *f, struct error *err)
{
    struct team_keys *k = &f->keys;
    k->compartments = calloc(FIRST_COMPARTMENTS, sizeof *k->compartments);
    k->generations = calloc(FIRST_COMPARTMENTS, sizeof *k->generations);
    k->identities = secret_alloc(FIRST_COMPARTMENTS * sizeof *k->identities, err);
    if (k->compartments == NULL || k->generations == NULL || k->identities == NULL)
        return error_memory(err);
    for (size_t i = 0; i < FIRST_COMPARTMENTS; i++) {
        struct roster_change start = {.type = ROSTER_GENERATION,
                                      .compartment = first_compartments[i]};
        (void)snprintf(k->compartments[i], COMPARTMENT_SIZE, "%s", first_compartments[i]);
        k->generations[i] = 1;
        age_identity_generate(&k->identities[i]);
        age_identity_recipient(&start.recipient, &k->identities[i]);
        k->count++;
        int r = add(f, &start, err);
        if (r < 0)
            return r;
    }
    return 0;
}

static int write_main(struct founding *f, struct error *err)
{
    struct roster_change found = {
        .type = ROSTER_FOUND, .member = f->member, .device = store_device(f->s->store)->public};
    struct buf signers = {0};
    int r = add(f, &found, err);
    if (r == 0)
        r = admit_paper(f, err);
    if (r == 0)
        r = start_keys(f, err);
    for (size_t i = 0; r == 0 && i < f->roster.device_count; i++)
        r = commit_add_keys(&f->commit, &f->roster, &f->roster.devices[i], &f->keys, err);
    if (r == 0) {
        roster_allowed_signers(&signers, &f->roster);
        r = buf_ok(&signers, err);
    }
    if (r == 0)
        r = commit_add(&f->commit, "allowed_signers", signers.data, signers.len, err);
    if (r == 0)
        r = commit_add(&f->commit, "README", team_readme, strlen(team_readme), err);
    buf_free(&signers);
    return r;
}

int found_refused(struct error *err)
{
    (void)error_set(err, STATUS_DATA, "the repository already holds a team");
    return error_hint(err, "join it with “inwork team join”, or found the team in an empty one");
}

static int push_main(struct founding *f, struct error *err)
{
    char oid[COURIER_OID_TEXT];
    struct sync *s = f->s;
    int r = courier_commit(s->courier, NULL, NULL, f->commit.puts, f->commit.count, oid, err);
    if (r == 0)
        r = courier_push(s->courier, REF_MAIN, oid, err);
    return r == -STATUS_BUSY ? found_refused(err) : r;
}

/* main is there already: ours from an interrupted founding, or somebody's. */
static int resume(struct sync *s, struct error *err)
{
    struct main_view view;
    int r = main_read(s, &view, err);
    if (r < 0)
        return r;
    return s->roster.count == 0 ? found_refused(err) : 0;
}

int found_team(struct sync *s, struct error *err)
{
    struct founding f = {.s = s};
    struct buf name = {0};
    if (s->roster.count > 0)
        return 0;
    if (sync_tip(s, REF_MAIN)[0] != 0)
        return resume(s, err);
    int r = state_person(f.member, &name, s->store, err);
    if (r == 0)
        r = write_main(&f, err);
    if (r == 0)
        r = push_main(&f, err);
    /* What is on the remote now is read back like anything else. */
    if (r == 0)
        r = sync_list(s, err);
    if (r == 0)
        r = resume(s, err);
    for (size_t i = 0; i < STATEMENTS_MAX; i++) {
        buf_free(&f.statements[i].body);
        buf_free(&f.statements[i].signature);
    }
    buf_free(&name);
    roster_clear(&f.roster);
    team_keys_clear(&f.keys);
    commit_clear(&f.commit);
    return r;
}

static int name_team(struct store *s, const char *name, struct error *err)
{
    struct value value = {0};
    const struct assignment set = {.field = "name", .to = &value};
    const struct change change = {.kind = "team", .set = &set, .count = 1};
    int r = value_set_text(&value, name, strlen(name), err);
    if (r == 0)
        r = store_save(s, &change, NULL, NULL, err);
    value_clear(&value);
    return r;
}

int found_finish(struct sync *s, struct error *err)
{
    struct buf state = {0}, team = {0};
    int r = state_setting(&state, s->store, SETTING_STATE, err);
    if (r == 0)
        r = state_setting(&team, s->store, SETTING_FOUNDING, err);
    if (r < 0 || strcmp(buf_text(&state), "member") == 0)
        goto out;
    r = store_begin(s->store, err);
    if (r < 0)
        goto out;
    if (strcmp(buf_text(&state), "founding") == 0)
        r = name_team(s->store, buf_text(&team), err);
    if (r == 0)
        r = store_setting_put(s->store, SETTING_STATE, "member", err);
    if (r == 0)
        r = store_setting_put(s->store, SETTING_FOUNDING, "", err);
    if (r == 0)
        r = store_setting_put(s->store, SETTING_CODE, "", err);
    if (r == 0)
        r = store_commit(s->store, err);
    if (r < 0)
        store_rollback(s->store);
out:
    buf_free(&state);
    buf_free(&team);
    return r;
}
