/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plain counters of compartments (doc/FORMAT.md, "Entries"): kept in memory during a write
 * transaction, written at its end.
 */
#include "dirty_int.h"
#include "inwork/base/error.h"
#include "store_int.h"

static int find_clock(struct store *s, const char *compartment, struct compartment_clock **out,
                      struct error *err)
{
    for (size_t i = 0; i < s->clock_count; i++) {
        if (strcmp(s->clocks[i].name, compartment) == 0) {
            *out = &s->clocks[i];
            return 0;
        }
    }
    if (s->clock_count == CLOCK_CACHE) {
        int rc = dirty_flush_clocks(s, err);
        if (rc < 0)
            return rc;
        s->clock_count = 0;
    }
    sqlite3_stmt *stmt = statement_take(s, "SELECT clock FROM compartment WHERE name = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, compartment);
    int rc = statement_step(s, stmt, err);
    if (rc >= 0) {
        struct compartment_clock *c = &s->clocks[s->clock_count++];
        *c = (struct compartment_clock){.clock = rc > 0 ? sqlite3_column_int64(stmt, 0) : 0};
        (void)snprintf(c->name, sizeof c->name, "%s", compartment);
        *out = c;
        rc = 0;
    }
    statement_give(s, stmt);
    return rc;
}

int clock_next(struct store *s, const char *compartment, int64_t *out, struct error *err)
{
    struct compartment_clock *c = NULL;
    int rc = find_clock(s, compartment, &c, err);
    if (rc < 0 || !c)
        return rc;
    if (c->clock < CLOCK_MAX)
        c->clock++;
    c->changed = true;
    *out = c->clock;
    return 0;
}

int clock_seen(struct store *s, const char *compartment, int64_t clock, struct error *err)
{
    struct compartment_clock *c = NULL;
    int rc = find_clock(s, compartment, &c, err);
    if (rc < 0 || !c)
        return rc;
    if (clock > CLOCK_MAX)
        clock = CLOCK_MAX;
    if (clock > c->clock) {
        c->clock = clock;
        c->changed = true;
    }
    return 0;
}

int dirty_flush_clocks(struct store *s, struct error *err)
{
    for (size_t i = 0; i < s->clock_count; i++) {
        if (!s->clocks[i].changed)
            continue;
        sqlite3_stmt *stmt = statement_take(s,
                                            "INSERT INTO compartment(name, clock) VALUES (?1, ?2) "
                                            "ON CONFLICT DO UPDATE SET clock = ?2",
                                            err);
        if (!stmt)
            return statement_failed(err);
        bind_text(stmt, 1, s->clocks[i].name);
        bind_integer(stmt, 2, s->clocks[i].clock);
        int rc = statement_run(s, stmt, err);
        if (rc < 0)
            return rc;
        s->clocks[i].changed = false;
    }
    return 0;
}
