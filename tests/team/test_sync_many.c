/* SPDX-License-Identifier: GPL-3.0-or-later
 * Five laptops at random: writing, syncing, losing the network, their clone, their last days; a
 * remote that forgets refs. In the end all have the same, and nothing that left a laptop is lost.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/encode.h"
#include "inwork/store/store.h"
#include "laptops.h"
#include "run_program.h"
#include "store_fixture.h"

#define LAPTOPS 5
#define RECORDS 400

struct world {
    char *folder;
    char remote[260];
    struct laptop laptops[LAPTOPS];
    char records[RECORDS][RECORD_ID_TEXT];
    size_t record_count;
    struct buf sent; /* ids of entries that some sync called sent, one a line */
    unsigned seed;
};

static unsigned chance(struct world *w, unsigned n)
{
    return (unsigned)rand_r(&w->seed) % n;
}

static int take_sent(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    buf_add_hex(payload, c[0].bytes, c[0].length);
    buf_push(payload, '\n');
    return buf_ok(payload, err);
}

static void sync_one(struct world *w, struct laptop *l)
{
    SYNCED(l);
    assert_int_equal(l->report.quarantined, 0);
    assert_int_equal(store_query(l->store, "team_sent_ids", NULL, 0, take_sent, &w->sent, &l->err),
                     0);
}

static void write_something(struct world *w, struct laptop *l)
{
    static const char *const fields[] = {"name", "phone", "email"};
    char text[60];
    (void)snprintf(text, sizeof text, "value %u", chance(w, 1000));
    if (w->record_count == 0 || (w->record_count < RECORDS && chance(w, 4) == 0)) {
        laptop_save(l, NULL, "client", "name", text, w->records[w->record_count]);
        w->record_count++;
        return;
    }
    const char *record = w->records[chance(w, (unsigned)w->record_count)];
    if (laptop_answers(l, record, "name") > 0) /* held here */
        laptop_save(l, record, "client", fields[chance(w, 3)], text, NULL);
}

/* The remote loses a ref that somebody else has just read. */
static void forget_ref(struct world *w)
{
    char ref[80];
    unsigned owner = chance(w, LAPTOPS);
    struct laptop *witness = &w->laptops[(owner + 1 + chance(w, LAPTOPS - 1)) % LAPTOPS];
    (void)snprintf(ref, sizeof ref, "refs/heads/device/%s", w->laptops[owner].device);
    const char *const argv[] = {"git", "-C", w->remote, "update-ref", "-d", ref, NULL};
    sync_one(w, witness);
    assert_int_equal(run_program(argv, NULL, 0, NULL, true), 0);
    sync_one(w, witness);
}

static void lose_clone(const struct laptop *l)
{
    char clone[300];
    (void)snprintf(clone, sizeof clone, "%s.git", l->path);
    scratch_remove(clone);
}

static void step(struct world *w)
{
    struct laptop *l = &w->laptops[chance(w, LAPTOPS)];
    unsigned what = chance(w, 100);
    if (what < 60)
        write_something(w, l);
    else if (what < 92)
        sync_one(w, l);
    else if (what < 94)
        laptop_keep(l);
    else if (what < 96)
        laptop_restore(l);
    else if (what < 98)
        lose_clone(l);
    else
        forget_ref(w);
}

static void make(struct world *w, unsigned seed)
{
    static const char *const names[LAPTOPS] = {"Ada", "Ben", "Cem", "Dot", "Eve"};
    *w = (struct world){.seed = seed};
    w->folder = scratch_make();
    (void)snprintf(w->remote, sizeof w->remote, "%s/team.git", w->folder);
    for (size_t i = 0; i < LAPTOPS; i++) {
        laptop_new(&w->laptops[i], w->folder, names[i]);
        if (i == 0)
            laptop_found(&w->laptops[0], w->remote);
        else
            laptop_join(&w->laptops[i], &w->laptops[0], w->remote, true, i == 1);
        laptop_keep(&w->laptops[i]);
    }
}

static void settle(struct world *w)
{
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < LAPTOPS; i++)
            sync_one(w, &w->laptops[i]);
    }
}

static void check(struct world *w)
{
    struct buf first = {0}, other = {0}, entries = {0};
    laptop_entries(&w->laptops[0], &entries);
    store_fixture_dump(w->laptops[0].store, &first);
    for (size_t i = 1; i < LAPTOPS; i++) {
        buf_clear(&other);
        laptop_entries(&w->laptops[i], &other);
        assert_string_equal(buf_text(&entries), buf_text(&other));
        buf_clear(&other);
        store_fixture_dump(w->laptops[i].store, &other);
        assert_string_equal(buf_text(&first), buf_text(&other));
    }
    size_t sent = 0;
    for (char *id = w->sent.data; id != NULL && *id != 0; id += 65) {
        id[64] = 0;
        if (strstr(buf_text(&entries), id) == NULL)
            fail_msg("entry %s was sent, and is lost", id);
        id[64] = '\n';
        sent++;
    }
    assert_true(sent > 0);
    assert_null(strstr(buf_text(&entries), "does not count"));
    buf_free(&first);
    buf_free(&other);
    buf_free(&entries);
}

static void run_world(unsigned seed, int steps)
{
    struct world *w = calloc(1, sizeof *w);
    print_message("seed %u, %d steps\n", seed, steps);
    make(w, seed);
    for (int i = 0; i < steps; i++)
        step(w);
    settle(w);
    check(w);
    for (size_t i = 0; i < LAPTOPS; i++)
        laptop_close(&w->laptops[i]);
    scratch_remove(w->folder);
    free(w->folder);
    buf_free(&w->sent);
    free(w);
}

static void five_laptops_converge(void **state)
{
    (void)state;
    static const unsigned seeds[] = {1, 77};
    bool soak = getenv("INWORK_SOAK") != NULL;
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++)
        run_world(seeds[i], soak ? 1000 : 150);
    for (unsigned seed = 1000; soak && seed < 1020; seed++)
        run_world(seed, 400);
}

int main(int argc, char **argv)
{
    laptops_main(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_laptops_converge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
