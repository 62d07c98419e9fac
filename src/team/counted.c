/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which segments of a removed device count: those that its cut reaches by the chain of `prev`
 * (FORMAT 3, rule 2; FORMAT 5).
 */
#include "inwork/base/error.h"
#include "inwork/store/entry.h"
#include "inwork/store/store.h"
#include "sync_int.h"

struct link {
    int64_t id, n;
    char epoch[EPOCH_SIZE];
    char compartment[COMPARTMENT_SIZE];
    char sha256[HASH_HEX];
    char prev[HASH_HEX];
    bool counted, reached;
};
struct chain {
    struct link *links;
    size_t count;
};

static int add_link(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct chain *chain = payload;
    (void)count;
    struct link *grown = realloc(chain->links, (chain->count + 1) * sizeof *grown);
    if (grown == NULL)
        return error_memory(err);
    chain->links = grown;
    struct link *l = &grown[chain->count++];
    *l = (struct link){.id = c[0].integer, .n = c[3].integer, .counted = c[6].integer != 0};
    state_copy(l->epoch, sizeof l->epoch, &c[1]);
    state_copy(l->compartment, sizeof l->compartment, &c[2]);
    state_copy(l->sha256, sizeof l->sha256, &c[4]);
    state_copy(l->prev, sizeof l->prev, &c[5]);
    return 0;
}

/* Walk from the newest link to the oldest: within a feed they are sorted by number, so that each
 * link's predecessor comes after it in this direction. */
static void reach(struct chain *chain, const struct roster_cut *cut)
{
    char wanted[HASH_HEX];
    memcpy(wanted, cut->sha256, HASH_HEX);
    int64_t n = cut->n;
    for (size_t i = chain->count; i-- > 0;) {
        struct link *l = &chain->links[i];
        if (l->n == n && strcmp(l->epoch, cut->epoch) == 0 &&
            strcmp(l->compartment, cut->compartment) == 0 && strcmp(l->sha256, wanted) == 0) {
            l->reached = true;
            memcpy(wanted, l->prev, HASH_HEX);
            n--;
        }
    }
}

static int apply(struct sync *s, const struct link *l, struct error *err)
{
    const struct store_cell cells[] = {store_integer(l->id), store_integer(l->reached)};
    int r = store_query(s->store, "team_segment_counted", cells, 2, NULL, NULL, err);
    return r < 0 ? r : store_segment_count(s->store, l->id, l->reached, err);
}

int recount_device(struct sync *s, const struct roster_device *device, struct error *err)
{
    struct chain chain = {0};
    const struct store_cell cell = store_text(device->id);
    int r = store_query(s->store, "team_segments_of", &cell, 1, add_link, &chain, err);
    for (size_t i = 0; i < device->cut_count; i++)
        reach(&chain, &device->cuts[i]);
    for (size_t i = 0; r == 0 && i < chain.count; i++) {
        if (!device->removed)
            chain.links[i].reached = true;
        if (chain.links[i].reached != chain.links[i].counted)
            r = apply(s, &chain.links[i], err);
    }
    free(chain.links);
    return r;
}
