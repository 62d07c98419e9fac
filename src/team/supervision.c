/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys of supervision, as a lead's sync makes them: one compartment for each colleague, sealed to
 * that colleague's devices and the leads'. Nobody but a lead can make a key, and no message reaches
 * a lead from a device that has none; so a key is made as soon as a colleague who works with
 * clients is in the team, or a lead has written something about anybody.
 */
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"
#include "lead_int.h"

void supervision_name(char out[COMPARTMENT_SIZE], const char *member)
{
    char *p = out + snprintf(out, COMPARTMENT_SIZE, "%s-%s", COMPARTMENT_SUPERVISION, member);
    while (*--p != '-')
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
}

/* A key of this process alone until the remote has the statement that names it. */
static int add_key(struct team_keys *k, const struct roster_generation *g,
                   const struct age_identity *identity, struct error *err)
{
    size_t room = k->count + 1;
    void *grown = realloc(k->compartments, room * sizeof *k->compartments);
    if (grown == NULL)
        return error_memory(err);
    k->compartments = grown;
    grown = realloc(k->generations, room * sizeof *k->generations);
    if (grown == NULL)
        return error_memory(err);
    k->generations = grown;
    struct age_identity *identities = secret_alloc(room * sizeof *identities, err);
    if (identities == NULL)
        return -STATUS_IO;
    if (k->count > 0)
        memcpy(identities, k->identities, k->count * sizeof *identities);
    secret_free(k->identities);
    k->identities = identities;
    memcpy(k->compartments[k->count], g->compartment, COMPARTMENT_SIZE);
    k->generations[k->count] = g->number;
    k->identities[k->count++] = *identity;
    return 0;
}

static int start(struct lead_round *l, const char *compartment, struct error *err)
{
    struct sync *s = l->s;
    struct roster_change change = {.type = ROSTER_GENERATION, .compartment = compartment};
    struct age_identity *identity = secret_alloc(sizeof *identity, err);
    if (identity == NULL)
        return -STATUS_IO;
    age_identity_generate(identity);
    age_identity_recipient(&change.recipient, identity);
    int r = lead_state(l, &change, err);
    const struct roster_generation *g = roster_generation(&s->roster, compartment, 0);
    if (r == 0)
        r = add_key(&s->keys, g, identity, err);
    for (size_t i = 0; r == 0 && i < s->roster.device_count; i++)
        if (roster_may(&s->roster.devices[i], compartment))
            r = commit_add_key(&l->commit, g, identity, &s->roster.devices[i], err);
    secret_free(identity);
    return r;
}

int supervision_start(struct lead_round *l, const char *compartment, struct error *err)
{
    return roster_generation(&l->s->roster, compartment, 0) ? 0 : start(l, compartment, err);
}

/* Does the device work with clients, and so its owner have supervision? Leads read all anyway, and
 * the laptop of an office is nobody's. */
static bool is_specialist(const struct roster_device *d)
{
    return !d->removed && !d->lead && roster_may(d, "casework");
}

/* Admit a device again, with its owner's supervision beside what it had. */
static int widen(struct lead_round *l, size_t index, const char *compartment, struct error *err)
{
    struct sync *s = l->s;
    const struct roster_device *d = &s->roster.devices[index];
    const char **names = calloc(d->compartment_count + 1, sizeof *names);
    if (names == NULL)
        return error_memory(err);
    for (size_t i = 0; i < d->compartment_count; i++)
        names[i] = d->compartments[i];
    names[d->compartment_count] = compartment;
    char member[ID_SIZE];
    memcpy(member, d->member, sizeof member);
    const struct roster_change change = {.type = ROSTER_ADMIT,
                                         .device = d->public,
                                         .member = member,
                                         .compartments = names,
                                         .compartment_count = d->compartment_count + 1};
    int r = lead_state(l, &change, err);
    free(names);
    for (size_t i = 0; r == 0 && i < s->roster.generation_count; i++) {
        const struct roster_generation *g = &s->roster.generations[i];
        const struct age_identity *identity = team_keys_get(&s->keys, compartment, g->number);
        if (strcmp(g->compartment, compartment) == 0 && identity != NULL)
            r = commit_add_key(&l->commit, g, identity, &s->roster.devices[index], err);
    }
    return r;
}

static int start_written(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    static const char prefix[] = COMPARTMENT_SUPERVISION "-";
    char name[COMPARTMENT_SIZE];
    (void)count;
    state_copy(name, sizeof name, &c[0]);
    if (strncmp(name, prefix, sizeof prefix - 1) != 0 || !compartment_valid(name))
        return 0;
    return supervision_start(payload, name, err);
}

int supervision_keys(struct lead_round *l, struct error *err)
{
    struct sync *s = l->s;
    const struct store_cell self = store_text(s->self);
    int r = store_query(s->store, "team_unsent_compartments", &self, 1, start_written, l, err);
    for (size_t i = 0; r == 0 && i < s->roster.device_count; i++) {
        char name[COMPARTMENT_SIZE];
        supervision_name(name, s->roster.devices[i].member);
        if (!is_specialist(&s->roster.devices[i]))
            continue;
        r = supervision_start(l, name, err);
        if (r == 0 && !roster_may(&s->roster.devices[i], name))
            r = widen(l, i, name, err);
    }
    return r;
}

int supervision_keep(struct lead_round *l, size_t generations, struct error *err)
{
    struct sync *s = l->s;
    int r = 0;
    for (size_t i = generations; r == 0 && i < s->roster.generation_count; i++) {
        const struct roster_generation *g = &s->roster.generations[i];
        const struct age_identity *identity = team_keys_get(&s->keys, g->compartment, g->number);
        if (identity != NULL)
            r = team_key_keep(s->store, g, identity, err);
    }
    return r;
}
