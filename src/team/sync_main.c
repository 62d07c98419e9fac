/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading `main`: new statements of the roster, whether old ones changed or went, and the keys
 * wrapped for this device.
 */
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/store/store.h"
#include "inwork/team/joincode.h"
#include "sync_int.h"

/* Git's names of roster/<n>.json and .sig. */
struct statement_blobs {
    char body[COURIER_OID_TEXT], signature[COURIER_OID_TEXT];
};
struct key_blob {
    const struct roster_generation *generation; /* found later: the roster may grow first */
    char path[COMPARTMENT_SIZE + 64];
    char blob[COURIER_OID_TEXT];
};
struct main_reading {
    struct sync *s;
    struct main_view *view;
    struct statement_blobs *statements;
    size_t statement_count;
    struct key_blob *keys;
    size_t key_count;
};

static int take_statement(struct main_reading *m, const struct courier_file *file,
                          struct error *err)
{
    char *end;
    unsigned long n = strtoul(file->path + 7, &end, 10);
    bool signature = strcmp(end, ".json.sig") == 0;
    if (n >= ROSTER_COUNT_MAX || (!signature && strcmp(end, ".json") != 0))
        return 0;
    if (n >= m->statement_count) {
        struct statement_blobs *grown = realloc(m->statements, (n + 1) * sizeof *grown);
        if (grown == NULL)
            return error_memory(err);
        m->statements = grown;
        memset(grown + m->statement_count, 0, (n + 1 - m->statement_count) * sizeof *grown);
        m->statement_count = n + 1;
    }
    struct statement_blobs *b = &m->statements[n];
    memcpy(signature ? b->signature : b->body, file->blob, COURIER_OID_TEXT);
    return 0;
}

/* keys/<compartment>/<generation>/<device>.age, ours only. */
static int take_key(struct main_reading *m, const struct courier_file *file, struct error *err)
{
    size_t n = strlen(file->path), tail = strlen(m->s->self) + 5;
    if (n < tail || n >= sizeof m->keys->path || strncmp(file->path + n - tail, "/", 1) != 0 ||
        strncmp(file->path + n - tail + 1, m->s->self, tail - 5) != 0)
        return 0;
    struct key_blob *grown = realloc(m->keys, (m->key_count + 1) * sizeof *grown);
    if (grown == NULL)
        return error_memory(err);
    m->keys = grown;
    struct key_blob *k = &grown[m->key_count++];
    *k = (struct key_blob){0};
    memcpy(k->path, file->path, n + 1);
    memcpy(k->blob, file->blob, COURIER_OID_TEXT);
    return 0;
}

static int take_main(const struct courier_file *file, void *payload, struct error *err)
{
    struct main_reading *m = payload;
    if (!file->known)
        return 0;
    if (strncmp(file->path, "roster/", 7) == 0)
        return take_statement(m, file, err);
    if (strncmp(file->path, "keys/", 5) == 0)
        return take_key(m, file, err);
    if (strcmp(file->path, "README") == 0)
        memcpy(m->view->readme, file->blob, COURIER_OID_TEXT);
    if (strcmp(file->path, "allowed_signers") == 0)
        memcpy(m->view->signers, file->blob, COURIER_OID_TEXT);
    return 0;
}

static void statement_path(char out[48], size_t n)
{
    (void)snprintf(out, 48, "roster/%zu.json", n);
}

static int fetch_statement(struct main_reading *m, size_t n, struct statement_text *out,
                           bool *found, struct error *err)
{
    bool body = false, signature = false;
    const struct statement_blobs *b = &m->statements[n];
    int r = sync_blob(m->s, b->body, ROSTER_STATEMENT_MAX, &out->body, &body, err);
    if (r == 0)
        r = sync_blob(m->s, b->signature, ROSTER_SIGNATURE_MAX, &out->signature, &signature, err);
    *found = r == 0 && body && signature;
    memcpy(out->blob, b->body, COURIER_OID_TEXT);
    return r;
}

static int roster_copy(struct roster *out, struct sync *s, size_t count, struct error *err);

/* A different file stands where a verified statement stood. Only if it verifies too is it another
 * truth; otherwise it is junk, and counts as absent. */
static int judge_changed(struct main_reading *m, size_t n, size_t *lost, struct error *err)
{
    struct statement_text text = {0};
    struct roster before = {0};
    struct error why = {0};
    char path[48], hex[HASH_HEX] = "";
    uint8_t hash[HASH_BYTES];
    bool found;
    statement_path(path, n);
    int r = fetch_statement(m, n, &text, &found, err);
    if (r == 0 && found) {
        hash_sha256(hash, text.body.data, text.body.len);
        hash_hex(hex, hash, sizeof hash);
    }
    if (r == 0 && found && strcmp(hex, m->s->roster.hashes[n]) == 0) {
        const struct store_cell cells[] = {store_integer((int64_t)n), store_text(text.blob)};
        r = store_query(m->s->store, "team_statement_blob", cells, 2, NULL, NULL, err);
    } else if (r == 0) {
        r = roster_copy(&before, m->s, n, err);
        if (r == 0 && found &&
            roster_add(&before, text.body.data, text.body.len, text.signature.data,
                       text.signature.len, &why) == 0) {
            m->s->forked = true;
            sync_notice(m->s, REF_MAIN,
                        "two different statements %zu of the roster exist: %s and %s; the first is "
                        "kept and membership stands still until the leads have settled it",
                        n, m->s->roster.hashes[n], hex);
        } else if (r == 0) {
            (*lost)++;
            r = quarantine_put(m->s, REF_MAIN, path, text.blob, "",
                               found ? why.message : "the statement or its signature is missing",
                               err);
        }
    }
    roster_clear(&before);
    buf_free(&text.body);
    buf_free(&text.signature);
    return r;
}

struct stored {
    struct main_reading *m;
    struct roster *roster;
    size_t count; /* statements wanted in `roster` */
    size_t lost;
    struct error *err;
    bool *changed; /* by number */
};

static int copy_statement(const struct store_cell *c, size_t count, void *payload,
                          struct error *err)
{
    struct stored *st = payload;
    (void)count;
    if (st->roster->count >= st->count)
        return 0;
    return roster_add(st->roster, c[2].bytes, c[2].length, c[3].bytes, c[3].length, err);
}

static int roster_copy(struct roster *out, struct sync *s, size_t count, struct error *err)
{
    struct stored st = {.roster = out, .count = count};
    *out = (struct roster){0};
    return store_query(s->store, "team_statements", NULL, 0, copy_statement, &st, err);
}

static int compare_statement(const struct store_cell *c, size_t count, void *payload,
                             struct error *err)
{
    struct stored *st = payload;
    size_t n = (size_t)c[0].integer;
    (void)count;
    (void)err;
    bool has = n < st->m->statement_count && st->m->statements[n].signature[0] != 0;
    const char *there = has ? st->m->statements[n].body : "";
    if (there[0] == 0) /* without its signature it is worth nothing to a newcomer */
        st->lost++;
    else if (strcmp(there, c[4].bytes) != 0)
        st->changed[n] = true;
    return 0;
}

/* Are the statements we hold still there, and the same? */
static int check_old(struct main_reading *m, size_t *lost, struct error *err)
{
    size_t count = m->s->roster.count;
    struct stored st = {.m = m};
    st.changed = calloc(count + 1, sizeof *st.changed);
    if (st.changed == NULL)
        return error_memory(err);
    int r = store_query(m->s->store, "team_statements", NULL, 0, compare_statement, &st, err);
    for (size_t n = 0; r == 0 && n < count; n++) {
        if (st.changed[n])
            r = judge_changed(m, n, &st.lost, err);
    }
    *lost = st.lost;
    if (r == 0 && st.lost == 0) {
        const struct store_cell cells[] = {store_text(REF_MAIN), store_integer((int64_t)count)};
        r = store_query(m->s->store, "team_quarantine_sound", cells, 2, NULL, NULL, err);
    }
    free(st.changed);
    return r;
}

int main_keep(struct sync *s, const struct statement_text *statements, size_t from, size_t count,
              struct error *err)
{
    int r = store_begin(s->store, err);
    if (r < 0)
        return r;
    for (size_t i = 0; r == 0 && i < count; i++) {
        const struct statement_text *t = &statements[i];
        const struct store_cell cells[] = {
            store_integer((int64_t)(from + i)), store_text(s->roster.hashes[from + i]),
            store_bytes(t->body.data, t->body.len),
            store_bytes(t->signature.data, t->signature.len), store_text(t->blob)};
        r = store_query(s->store, "team_statement_add", cells, 5, NULL, NULL, err);
    }
    const struct store_cell sound[] = {store_text(REF_MAIN),
                                       store_integer((int64_t)(from + count))};
    if (r == 0)
        r = store_query(s->store, "team_quarantine_sound", sound, 2, NULL, NULL, err);
    for (size_t i = 0; r == 0 && i < s->roster.device_count; i++) {
        const struct roster_device *d = &s->roster.devices[i];
        const struct store_cell id = store_text(d->id);
        r = store_device_put(s->store, d->id, d->member, d->public.ed25519, err);
        if (r == 0)
            r = store_query(s->store, "team_request_drop", &id, 1, NULL, NULL, err);
        if (r == 0 && d->removed)
            r = recount_device(s, d, err);
    }
    if (r == 0)
        r = store_commit(s->store, err);
    if (r < 0)
        store_rollback(s->store);
    return r;
}

/* A newcomer accepts only the roster that the join code names. */
static int check_code(struct sync *s, struct error *err)
{
    struct buf text = {0};
    struct joincode code;
    int r = state_setting(&text, s->store, SETTING_CODE, err);
    if (r == 0 && text.len > 0) {
        r = joincode_parse(&code, buf_text(&text), err);
        if (r == 0)
            r = joincode_check(&code, &s->roster, err);
    }
    buf_free(&text);
    return r;
}

/* What this device may not read is passed over on every ref. A right that it gains, perhaps one
 * that it had before and holds the keys of, is to what was passed over as well. */
static int rights_changed(struct sync *s, const struct buf *before, struct error *err)
{
    struct buf now = {0};
    state_compartments(&now, &s->roster, sync_self(s));
    int r = buf_ok(&now, err);
    if (r == 0)
        r = buf_ok(before, err);
    if (r == 0 && strcmp(buf_text(before), buf_text(&now)) != 0)
        r = store_query(s->store, "team_refs_again", NULL, 0, NULL, NULL, err);
    buf_free(&now);
    return r;
}

static int add_new(struct main_reading *m, struct error *err)
{
    struct sync *s = m->s;
    struct statement_text *texts = NULL;
    struct buf rights = {0};
    size_t from = s->roster.count, count = 0;
    int r = 0;
    state_compartments(&rights, &s->roster, sync_self(s));
    while (r == 0 && s->roster.count < m->statement_count &&
           m->statements[s->roster.count].body[0] != 0) {
        struct error why = {0};
        char path[48];
        bool found;
        struct statement_text *grown = realloc(texts, (count + 1) * sizeof *grown);
        if (grown == NULL) {
            r = error_memory(err);
            break;
        }
        texts = grown;
        struct statement_text *t = &texts[count++];
        *t = (struct statement_text){0};
        statement_path(path, s->roster.count);
        r = fetch_statement(m, s->roster.count, t, &found, err);
        if (r < 0)
            break;
        if (!found)
            (void)error_set(&why, STATUS_DATA, "the statement or its signature is missing");
        if (!found || roster_add(&s->roster, t->body.data, t->body.len, t->signature.data,
                                 t->signature.len, &why) < 0) {
            r = quarantine_put(s, REF_MAIN, path, t->blob, "", why.message, err);
            break;
        }
        r = quarantine_drop(s, REF_MAIN, path, err);
    }
    if (r == 0 && from == 0 && s->roster.count > 0)
        r = s->founding && strcmp(s->roster.devices[0].id, s->self) != 0 ? found_refused(err)
                                                                         : check_code(s, err);
    if (r == 0 && s->roster.count > from)
        r = rights_changed(s, &rights, err);
    if (r == 0 && s->roster.count > from)
        r = main_keep(s, texts, from, s->roster.count - from, err);
    buf_free(&rights);
    for (size_t i = 0; i < count; i++) {
        buf_free(&texts[i].body);
        buf_free(&texts[i].signature);
    }
    free(texts);
    return r;
}

static int open_key(struct main_reading *m, const struct roster_generation *g, const char *path,
                    bool *gained, struct error *err)
{
    struct sync *s = m->s;
    struct buf file = {0};
    struct error why = {0};
    const char *blob = "";
    bool found;
    for (size_t i = 0; i < m->key_count; i++) {
        if (strcmp(m->keys[i].path, path) == 0)
            blob = m->keys[i].blob;
    }
    int r = sync_blob(s, blob, 4096, &file, &found, err);
    if (r < 0 || !found) {
        buf_free(&file);
        return r;
    }
    struct age_identity *identity = secret_alloc(sizeof *identity, err);
    if (identity == NULL)
        r = -STATUS_IO;
    else if (team_key_unwrap(identity, file.data, file.len, g, store_device(s->store), &why) < 0)
        r = quarantine_put(s, REF_MAIN, path, blob, "", why.message, err);
    else {
        r = team_key_keep(s->store, g, identity, err);
        if (r == 0)
            r = quarantine_drop(s, REF_MAIN, path, err);
        *gained = true;
    }
    secret_free(identity);
    buf_free(&file);
    return r;
}

/* Take the keys that are there for us and that we lack. */
static int take_keys(struct main_reading *m, struct error *err)
{
    struct sync *s = m->s;
    bool gained = false;
    int r = 0;
    for (size_t i = 0; r == 0 && i < s->roster.generation_count; i++) {
        const struct roster_generation *g = &s->roster.generations[i];
        char path[COMPARTMENT_SIZE + 64];
        if (!roster_may(sync_self(s), g->compartment) ||
            team_keys_get(&s->keys, g->compartment, g->number) != NULL)
            continue;
        (void)snprintf(path, sizeof path, "keys/%s/%lld/%s.age", g->compartment,
                       (long long)g->number, s->self);
        r = open_key(m, g, path, &gained, err);
    }
    if (r == 0 && gained) {
        /* What could not be read before may be readable now. */
        r = store_query(s->store, "team_refs_again", NULL, 0, NULL, NULL, err);
        team_keys_clear(&s->keys);
        if (r == 0)
            r = team_keys_load(&s->keys, s->store, err);
    }
    return r;
}

static int read_tree(struct main_reading *m, size_t *lost, struct error *err)
{
    int r = courier_files(m->s->courier, m->view->tip, NULL, take_main, m, err);
    *lost = 0;
    if (r == 0)
        r = check_old(m, lost, err);
    if (r == 0)
        r = add_new(m, err);
    if (r == 0)
        r = take_keys(m, err);
    return r;
}

int main_read(struct sync *s, struct main_view *view, struct error *err)
{
    struct main_reading m = {.s = s, .view = view};
    struct ref_state state;
    size_t lost = s->roster.count;
    *view = (struct main_view){0};
    int r = ref_state_get(&state, s, REF_MAIN, err);
    if (r == 0 && sync_tip(s, REF_MAIN)[0] != 0)
        r = sync_fetch_one(s, REF_MAIN, 0, view->tip, err);
    view->moved = r == 0 && strcmp(view->tip, state.whole) != 0;
    if (r == 0 && view->tip[0] != 0)
        r = read_tree(&m, &lost, err);
    free(m.statements);
    free(m.keys);
    if (r < 0)
        return r;
    if (lost == 0 && view->tip[0] != 0) {
        memcpy(state.whole, view->tip, COURIER_OID_TEXT);
        return ref_state_put(s, REF_MAIN, &state, err);
    }
    if (lost > 0 && clone_has(s, state.whole) && ref_restore(s, REF_MAIN, state.whole)) {
        memcpy(view->tip, state.whole, COURIER_OID_TEXT);
        if (s->home)
            sync_notice(s, REF_MAIN, "the remote had lost part of the roster; it was put back");
        return 0;
    }
    view->damaged = lost > 0;
    if (view->damaged && s->home)
        sync_notice(s, REF_MAIN,
                    "%zu statements of the roster were lost or altered on the remote; a lead's "
                    "laptop puts them back",
                    lost);
    return 0;
}
