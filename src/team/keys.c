/* SPDX-License-Identifier: GPL-3.0-or-later
 * Compartment keys: loading, keeping, wrapping for a device, and showing them to their owner.
 */
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/store/store.h"
#include "inwork/team/team.h"
#include "state_int.h"

static int count_key(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    size_t *n = payload;
    (void)c;
    (void)count;
    (void)err;
    (*n)++;
    return 0;
}

struct filling {
    struct team_keys *keys;
    size_t room;
};

static int fill_key(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct filling *f = payload;
    struct team_keys *k = f->keys;
    (void)count;
    if (c[2].length != sizeof k->identities[0].x25519)
        return error_set(err, STATUS_DAMAGED, "a stored compartment key has the wrong length");
    if (k->count == f->room)
        return 0; /* another process added one meanwhile: the next load has it */
    state_copy(k->compartments[k->count], COMPARTMENT_SIZE, &c[0]);
    k->generations[k->count] = c[1].integer;
    memcpy(k->identities[k->count].x25519, c[2].bytes, c[2].length);
    k->count++;
    return 0;
}

int team_keys_load(struct team_keys *out, struct store *s, struct error *err)
{
    struct filling f = {.keys = out};
    *out = (struct team_keys){0};
    int r = store_query(s, "team_keys", NULL, 0, count_key, &f.room, err);
    if (r < 0 || f.room == 0)
        return r;
    out->compartments = calloc(f.room, sizeof *out->compartments);
    out->generations = calloc(f.room, sizeof *out->generations);
    out->identities = secret_alloc(f.room * sizeof *out->identities, err);
    if (out->compartments == NULL || out->generations == NULL || out->identities == NULL)
        r = error_memory(err);
    if (r == 0)
        r = store_query(s, "team_keys", NULL, 0, fill_key, &f, err);
    if (r < 0)
        team_keys_clear(out);
    return r;
}

void team_keys_clear(struct team_keys *k)
{
    free(k->compartments);
    free(k->generations);
    secret_free(k->identities);
    *k = (struct team_keys){0};
}

const struct age_identity *team_keys_of(const struct team_keys *k, const char *compartment,
                                        size_t *count)
{
    const struct age_identity *first = NULL;
    *count = 0;
    for (size_t i = 0; i < k->count; i++) {
        if (strcmp(k->compartments[i], compartment) != 0)
            continue;
        if (first == NULL)
            first = &k->identities[i];
        (*count)++;
    }
    return first;
}

const struct age_identity *team_keys_get(const struct team_keys *k, const char *compartment,
                                         int64_t generation)
{
    for (size_t i = 0; i < k->count; i++) {
        if (k->generations[i] == generation && strcmp(k->compartments[i], compartment) == 0)
            return &k->identities[i];
    }
    return NULL;
}

int team_key_keep(struct store *s, const struct roster_generation *g,
                  const struct age_identity *identity, struct error *err)
{
    const struct store_cell cells[] = {store_text(g->compartment), store_integer(g->number),
                                       store_bytes(identity->x25519, sizeof identity->x25519)};
    return store_query(s, "team_key_put", cells, 3, NULL, NULL, err);
}

int team_key_unwrap(struct age_identity *out, const void *file, size_t n,
                    const struct roster_generation *g, const struct device_keys *keys,
                    struct error *err)
{
    struct buf plain = {0};
    struct age_recipient recipient;
    struct age_identity *own = secret_alloc(sizeof *own, err);
    if (own == NULL)
        return -STATUS_IO;
    memcpy(own->x25519, keys->secret + 64, 32);
    int r = age_decrypt(&plain, file, n, own, 1, err);
    secret_free(own);
    size_t length = plain.len;
    if (length > 0 && plain.data[length - 1] == '\n')
        length--;
    if (r == 0)
        r = age_identity_parse(out, buf_text(&plain), length, err);
    buf_free_wiped(&plain);
    if (r < 0)
        return r;
    age_identity_recipient(&recipient, out);
    if (memcmp(recipient.x25519, g->recipient.x25519, 32) != 0) {
        secret_wipe(out, sizeof *out);
        return error_set(err, STATUS_DATA, "the key file does not hold the key the roster names");
    }
    return 0;
}

int team_key_wrap(struct buf *out, const struct age_identity *identity,
                  const struct device_public *to, struct error *err)
{
    struct age_recipient recipient;
    char *text = secret_alloc(AGE_IDENTITY_TEXT + 1, err);
    if (text == NULL)
        return -STATUS_IO;
    memcpy(recipient.x25519, to->x25519, 32);
    age_identity_format(text, identity);
    size_t n = strlen(text);
    text[n] = '\n';
    int r = age_encrypt(out, text, n + 1, &recipient, 1, err);
    secret_free(text);
    return r;
}

int team_export_key(struct store *s, const char *compartment, team_key_fn row, void *payload,
                    struct error *err)
{
    struct team_keys keys;
    size_t shown = 0;
    int r = team_keys_load(&keys, s, err);
    if (r < 0)
        return r;
    char *text = secret_alloc(AGE_IDENTITY_TEXT, err);
    if (text == NULL)
        r = -STATUS_IO;
    for (size_t i = 0; r == 0 && i < keys.count; i++) {
        if (strcmp(keys.compartments[i], compartment) != 0)
            continue;
        age_identity_format(text, &keys.identities[i]);
        r = row(keys.generations[i], text, payload, err);
        shown++;
    }
    if (r == 0 && shown == 0)
        r = error_set(err, STATUS_NO, "this device holds no key of the compartment %s",
                      compartment);
    secret_free(text);
    team_keys_clear(&keys);
    return r;
}
