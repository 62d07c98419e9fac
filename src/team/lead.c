/* SPDX-License-Identifier: GPL-3.0-or-later
 * A lead's part of a sync: looking at requests, writing decided admissions to `main`, and keeping
 * allowed_signers as the roster says.
 */
#include "inwork/base/error.h"
#include "inwork/store/store.h"
#include "inwork/team/request.h"
#include "lead_int.h"

#define REQUESTS_AT_ONCE 32u
#define REQUEST_REF_LIMIT (256u * 1024u)
#define COMPARTMENTS_WISHED 9u /* eight that were asked for, and the member's supervision */

struct wish {
    char device[DEVICE_ID_TEXT];
    struct device_public public;
    char member[ID_SIZE];
    char compartments[COMPARTMENTS_WISHED][COMPARTMENT_SIZE];
    size_t compartment_count;
    bool lead;
};
struct wishes {
    struct wish *items;
    size_t count;
};

/* Whoever works with clients may read their own supervision. */
static void add_supervision(struct wish *w)
{
    char name[COMPARTMENT_SIZE];
    bool casework = false, there = false;
    supervision_name(name, w->member);
    for (size_t i = 0; i < w->compartment_count; i++) {
        casework = casework || strcmp(w->compartments[i], "casework") == 0;
        there = there || strcmp(w->compartments[i], name) == 0;
    }
    if (casework && !there && !w->lead)
        memcpy(w->compartments[w->compartment_count++], name, sizeof name);
}

static int add_wish(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct wishes *w = payload;
    (void)count;
    struct wish *grown = realloc(w->items, (w->count + 1) * sizeof *grown);
    if (grown == NULL)
        return error_memory(err);
    w->items = grown;
    struct wish *wish = &grown[w->count++];
    *wish = (struct wish){.lead = c[5].integer != 0};
    state_copy(wish->device, sizeof wish->device, &c[0]);
    state_copy(wish->member, sizeof wish->member, &c[3]);
    if (c[1].length == 32 && c[2].length == 32) {
        memcpy(wish->public.ed25519, c[1].bytes, 32);
        memcpy(wish->public.x25519, c[2].bytes, 32);
    }
    for (const char *p = c[4].bytes;
         *p != 0 && wish->compartment_count < COMPARTMENTS_WISHED - 1;) {
        size_t n = strcspn(p, " ");
        if (n > 0 && n < COMPARTMENT_SIZE) {
            memcpy(wish->compartments[wish->compartment_count], p, n);
            wish->compartments[wish->compartment_count++][n] = 0;
        }
        p += n + (p[n] == ' ');
    }
    add_supervision(wish);
    return 0;
}

/* Does the roster say already what the wish wants? */
static bool fulfilled(const struct roster *r, const struct wish *w)
{
    const struct roster_device *d = roster_device(r, w->device);
    if (d == NULL || d->removed || d->lead != w->lead || strcmp(d->member, w->member) != 0 ||
        d->compartment_count != w->compartment_count)
        return false;
    for (size_t i = 0; i < w->compartment_count; i++) {
        bool there = false;
        for (size_t k = 0; k < d->compartment_count && !there; k++)
            there = strcmp(d->compartments[k], w->compartments[i]) == 0;
        if (!there)
            return false;
    }
    return true;
}

static int drop_wish(struct sync *s, const struct wish *w, struct error *err)
{
    const struct store_cell cell = store_text(w->device);
    int r = store_query(s->store, "team_wish_drop", &cell, 1, NULL, NULL, err);
    return r < 0 ? r : store_query(s->store, "team_request_drop", &cell, 1, NULL, NULL, err);
}

int lead_state(struct lead_round *l, const struct roster_change *change, struct error *err)
{
    struct sync *s = l->s;
    struct statement_text *grown = realloc(l->texts, (l->count + 1) * sizeof *grown);
    if (grown == NULL)
        return error_memory(err);
    l->texts = grown;
    struct statement_text *text = &grown[l->count++];
    *text = (struct statement_text){0};
    size_t n = s->roster.count;
    int r = roster_write(&text->body, &text->signature, &s->roster, change, store_device(s->store),
                         store_now(s->store), err);
    if (r == 0)
        r = roster_add(&s->roster, text->body.data, text->body.len, text->signature.data,
                       text->signature.len, err);
    if (r == 0)
        r = commit_add_statement(&l->commit, n, &text->body, &text->signature, err);
    return r;
}

/* The statement that admits one device, and the keys of all that it may read. */
static int admit(struct lead_round *l, const struct wish *w, struct error *err)
{
    const char *names[COMPARTMENTS_WISHED];
    char supervision[COMPARTMENT_SIZE];
    int r = 0;
    supervision_name(supervision, w->member);
    for (size_t i = 0; i < w->compartment_count; i++) {
        names[i] = w->compartments[i];
        if (r == 0 && strcmp(names[i], supervision) == 0)
            r = supervision_start(l, supervision, err);
    }
    const struct roster_change change = {.type = ROSTER_ADMIT,
                                         .device = w->public,
                                         .member = w->member,
                                         .compartments = names,
                                         .compartment_count = w->compartment_count,
                                         .lead = w->lead};
    if (r == 0)
        r = lead_state(l, &change, err);
    if (r == 0)
        r = commit_add_keys(&l->commit, &l->s->roster, roster_device(&l->s->roster, w->device),
                            &l->s->keys, err);
    return r;
}

static int signers_differ(struct sync *s, const struct main_view *view, const struct buf *wanted,
                          bool *differ, struct error *err)
{
    struct buf there = {0};
    bool found;
    int r = sync_blob(s, view->signers, 1u << 20, &there, &found, err);
    *differ = !found || there.len != wanted->len ||
              memcmp(buf_text(&there), buf_text(wanted), wanted->len) != 0;
    buf_free(&there);
    return r;
}

static int add_stored(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct buf body = {0}, signature = {0};
    (void)count;
    buf_append(&body, c[2].bytes, c[2].length);
    buf_append(&signature, c[3].bytes, c[3].length);
    int r = commit_add_statement(payload, (size_t)c[0].integer, &body, &signature, err);
    buf_free(&body);
    buf_free(&signature);
    return r;
}

/* main lost or changed what we verified: everything goes back to its place. */
static int repair(struct sync *s, struct commit *commit, struct error *err)
{
    int r = store_query(s->store, "team_statements", NULL, 0, add_stored, commit, err);
    for (size_t i = 0; r == 0 && i < s->roster.device_count; i++)
        r = commit_add_keys(commit, &s->roster, &s->roster.devices[i], &s->keys, err);
    if (r == 0)
        r = commit_add(commit, "README", team_readme, strlen(team_readme), err);
    return r;
}

static int note_key(const struct courier_file *file, void *payload, struct error *err)
{
    if (!file->known || strncmp(file->path, "keys/", 5) != 0)
        return 0;
    return commit_remove(payload, file->path, err);
}
static int by_path(const void *a, const void *b)
{
    const struct courier_put *x = a, *y = b;
    return strcmp(x->path, y->path);
}

/* Key files that `main` lost: nobody but a lead can make them, and whoever they are for waits. */
static int add_lost_keys(struct lead_round *l, const struct main_view *view, struct error *err)
{
    struct sync *s = l->s;
    struct commit have = {0}; /* only the paths are of use */
    int r = courier_files(s->courier, view->tip, NULL, note_key, &have, err);
    if (r == 0 && have.count > 0)
        qsort(have.puts, have.count, sizeof *have.puts, by_path);
    for (size_t i = 0; r == 0 && i < s->roster.device_count; i++) {
        const struct roster_device *d = &s->roster.devices[i];
        for (size_t k = 0; r == 0 && k < s->roster.generation_count; k++) {
            const struct roster_generation *g = &s->roster.generations[k];
            const struct age_identity *identity =
                team_keys_get(&s->keys, g->compartment, g->number);
            char path[KEY_PATH_SIZE];
            const struct courier_put wanted = {.path = path};
            commit_key_path(path, g, d);
            if (identity != NULL && roster_may(d, g->compartment) &&
                (have.count == 0 ||
                 bsearch(&wanted, have.puts, have.count, sizeof *have.puts, by_path) == NULL))
                r = commit_add_key(&l->commit, g, identity, d, err);
        }
    }
    commit_clear(&have);
    return r;
}

/* What the roster lacks: admissions that were decided, keys of supervision. Where `main` is gone,
 * what was verified goes back first: another lead may know more, and nobody signs beside that. */
static int gather(struct lead_round *l, const struct main_view *view, const struct wishes *wishes,
                  struct error *err)
{
    struct sync *s = l->s;
    int r = view->damaged ? repair(s, &l->commit, err) : 0;
    if (r < 0 || view->tip[0] == 0)
        return r;
    for (size_t i = 0; r == 0 && i < wishes->count; i++) {
        const struct wish *w = &wishes->items[i];
        const struct roster_device *d = roster_device(&s->roster, w->device);
        /* No roster takes a removed device again; the wish is dropped with the rest. */
        if (d != NULL && d->removed)
            sync_notice(s, w->device, "it was removed from the team and cannot be admitted again");
        else if (!fulfilled(&s->roster, w))
            r = admit(l, w, err);
        else /* decided once more, perhaps since its key files were spoilt */
            r = commit_add_keys(&l->commit, &s->roster, d, &s->keys, err);
    }
    if (r == 0)
        r = supervision_keys(l, err);
    if (r == 0 && view->moved && l->commit.count == 0)
        r = add_lost_keys(l, view, err);
    return r;
}

static int add_signers(struct lead_round *l, const struct main_view *view, struct error *err)
{
    struct buf signers = {0};
    bool differ = false;
    roster_allowed_signers(&signers, &l->s->roster);
    int r = buf_ok(&signers, err);
    if (r == 0)
        r = signers_differ(l->s, view, &signers, &differ, err);
    if (r == 0 && differ)
        r = commit_add(&l->commit, "allowed_signers", signers.data, signers.len, err);
    buf_free(&signers);
    return r;
}

/* One attempt: write what is wished on top of main as just read. STATUS_BUSY: another lead was
 * first; roster and keys in memory are then stale. */
static int attempt(struct sync *s, struct main_view *view, const struct wishes *wishes,
                   struct error *err)
{
    struct lead_round l = {.s = s};
    size_t from = s->roster.count, generations = s->roster.generation_count;
    char oid[COURIER_OID_TEXT];
    const char *tip = view->tip[0] != 0 ? view->tip : NULL;
    int r = gather(&l, view, wishes, err);
    if (r == 0)
        r = add_signers(&l, view, err);
    if (r == 0 && l.commit.count > 0)
        r = courier_commit(s->courier, tip, tip, l.commit.puts, l.commit.count, oid, err);
    if (r == 0 && l.commit.count > 0)
        r = courier_push(s->courier, REF_MAIN, oid, err);
    if (r == 0 && l.commit.count > 0)
        memcpy(view->tip, oid, sizeof view->tip);
    if (r == 0 && l.count > 0)
        r = main_keep(s, l.texts, from, l.count, err);
    if (r == 0)
        r = supervision_keep(&l, generations, err);
    for (size_t i = 0; r == 0 && tip != NULL && i < wishes->count; i++)
        r = drop_wish(s, &wishes->items[i], err);
    for (size_t i = 0; i < l.count; i++) {
        buf_free(&l.texts[i].body);
        buf_free(&l.texts[i].signature);
    }
    free(l.texts);
    commit_clear(&l.commit);
    return r;
}

/* Forget what was added in memory and never confirmed: it does not exist. */
static int load_again(struct sync *s, struct error *err)
{
    roster_clear(&s->roster);
    team_keys_clear(&s->keys);
    int r = state_roster(&s->roster, s->store, err);
    return r < 0 ? r : team_keys_load(&s->keys, s->store, err);
}

static int main_again(struct sync *s, struct main_view *view, struct error *err)
{
    int r = load_again(s, err);
    if (r == 0)
        r = sync_list(s, err);
    return r < 0 ? r : main_read(s, view, err);
}

int lead_write(struct sync *s, struct main_view *view, struct error *err)
{
    struct wishes wishes = {0};
    int r = store_query(s->store, "team_wishes", NULL, 0, add_wish, &wishes, err);
    for (int tries = 0; r == 0; tries++) {
        if (!roster_is_lead(&s->roster, s->self) || (view->tip[0] == 0 && !view->damaged))
            break;
        if (s->forked) {
            if (wishes.count > 0)
                sync_notice(s, REF_MAIN, "nobody is admitted while the roster is in dispute");
            break;
        }
        r = attempt(s, view, &wishes, err);
        if (r != -STATUS_BUSY || tries == TRIES_MAX)
            break;
        r = main_again(s, view, err);
    }
    if (r < 0 && load_again(s, NULL) < 0)
        roster_clear(&s->roster);
    free(wishes.items);
    return r;
}

/* ---- requests ---- */

struct request_blob {
    char blob[COURIER_OID_TEXT];
};

static int find_request(const struct courier_file *file, void *payload, struct error *err)
{
    struct request_blob *b = payload;
    (void)err;
    if (strcmp(file->path, "request.json") == 0 && file->size <= REQUEST_MAX)
        memcpy(b->blob, file->blob, sizeof b->blob);
    return 0;
}

static int keep_request(struct sync *s, const struct request *q, struct error *err)
{
    const struct store_cell cells[] = {store_text(q->device),
                                       store_bytes(q->public.ed25519, 32),
                                       store_bytes(q->public.x25519, 32),
                                       store_text(q->member),
                                       store_text(q->name),
                                       store_text(q->made),
                                       store_integer(store_now(s->store))};
    return store_query(s->store, "team_request_put", cells, 7, NULL, NULL, err);
}

/* What a stranger's ref holds never stops a sync: failures that are not ours are passed over. */
static int look(struct sync *s, const char *ref, struct error *err)
{
    struct request_blob found = {0};
    struct request q;
    struct buf bytes = {0};
    struct error why = {0};
    char tip[COURIER_OID_TEXT];
    const char *device = ref + strlen(REF_DEVICES);
    bool there = false;
    int r = sync_fetch_one(s, ref, REQUEST_REF_LIMIT, tip, &why);
    if (r == -STATUS_UNAVAILABLE) {
        if (err != NULL)
            *err = why;
        return r;
    }
    if (r == 0 && tip[0] != 0)
        r = courier_files(s->courier, tip, NULL, find_request, &found, &why);
    if (r == 0)
        r = sync_blob(s, found.blob, REQUEST_MAX, &bytes, &there, &why);
    if (r == 0 && there &&
        request_read(&q, roster_team(&s->roster), device, bytes.data, bytes.len,
                     store_device(s->store), &why) == 0) {
        r = keep_request(s, &q, err);
        request_clear(&q);
    } else {
        r = 0;
    }
    buf_free(&bytes);
    return r;
}

int lead_requests(struct sync *s, struct error *err)
{
    size_t looked = 0;
    int r = 0;
    if (!roster_is_lead(&s->roster, s->self))
        return 0;
    for (size_t i = 0; r == 0 && i < s->ref_count && looked < REQUESTS_AT_ONCE; i++) {
        const char *ref = s->refs[i].ref;
        const char *device = ref + strlen(REF_DEVICES);
        if (strncmp(ref, REF_DEVICES, strlen(REF_DEVICES)) != 0 || !device_id_valid(device) ||
            roster_device(&s->roster, device) != NULL)
            continue;
        looked++;
        r = look(s, ref, err);
    }
    return r;
}
