/* SPDX-License-Identifier: GPL-3.0-or-later
 * The clocks as the catalogue has them, with the numbers the team has set instead of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "due_int.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"

#define NUMBER_MOST 8 /* characters */

char *due_copy(const char *text, struct error *err)
{
    char *copy = strdup(text);
    if (!copy)
        (void)error_memory(err);
    return copy;
}

/* Digits, perhaps with a fraction: what a query can count with. */
bool due_is_number(const char *text)
{
    size_t whole = strspn(text, "0123456789");
    size_t n = strlen(text);
    if (whole == 0 || n > NUMBER_MOST)
        return false;
    if (text[whole] == '\0')
        return true;
    size_t fraction = strspn(text + whole + 1, "0123456789");
    return text[whole] == '.' && fraction > 0 && whole + 1 + fraction == n;
}

static int clock_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct due *d = payload;
    if (count != 10)
        return error_set(err, STATUS_SOFTWARE, "the query due_clocks has changed");
    struct due_clock *clocks = realloc(d->clocks, (d->clock_count + 1) * sizeof *clocks);
    if (!clocks)
        return error_memory(err);
    d->clocks = clocks;
    struct due_clock *k = &clocks[d->clock_count++];
    *k = (struct due_clock){
        .name = due_copy(due_text(&c[0]), err),
        .number = due_copy(due_text(&c[1]), err),
        .title = due_copy(due_text(&c[2]), err),
        .counts_from = due_copy(due_text(&c[3]), err),
        .of_client = strcmp(due_text(&c[4]), "client") == 0,
        .safety = c[5].integer != 0,
        .stops_when_paused = c[6].integer != 0,
        .starts = due_copy(due_text(&c[7]), err),
        .basis = due_copy(due_text(&c[8]), err),
        .help = due_copy(due_text(&c[9]), err),
    };
    bool whole =
        k->name && k->number && k->title && k->counts_from && k->starts && k->basis && k->help;
    return whole ? 0 : -STATUS_IO;
}

static int setting_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct due *d = payload;
    struct due_clock *k = NULL;
    if (count != 6)
        return error_set(err, STATUS_SOFTWARE, "the query due_settings has changed");
    for (size_t i = 0; i < d->clock_count && !k; i++)
        if (strcmp(d->clocks[i].name, due_text(&c[0])) == 0)
            k = &d->clocks[i];
    if (!k)
        return 0;
    struct due_setting *settings = realloc(k->settings, (k->setting_count + 1) * sizeof *settings);
    if (!settings)
        return error_memory(err);
    k->settings = settings;
    const char *changed = due_text(&c[5]);
    bool used = due_is_number(changed);
    struct due_setting *s = &settings[k->setting_count++];
    *s = (struct due_setting){
        .name = due_copy(due_text(&c[1]), err),
        .standard = due_copy(due_text(&c[2]), err),
        .unit = due_copy(due_text(&c[3]), err),
        .help = due_copy(due_text(&c[4]), err),
        .value = due_copy(used ? changed : due_text(&c[2]), err),
    };
    if (!s->name || !s->standard || !s->unit || !s->help || !s->value)
        return -STATUS_IO;
    if (changed[0] != '\0' && !used) {
        s->refused = due_copy(changed, err);
        return s->refused ? 0 : -STATUS_IO;
    }
    return 0;
}

int due_read_clocks(struct due *out, struct store *s, struct error *err)
{
    int status = store_query(s, "due_clocks", NULL, 0, clock_row, out, err);
    if (status == 0)
        status = store_query(s, "due_settings", NULL, 0, setting_row, out, err);
    if (status == -STATUS_SOFTWARE && out->clock_count == 0) {
        (void)error_set(err, STATUS_DAMAGED, "the store was last opened by an older inwork");
        return error_hint(err, "Open it once without --read-only; then it knows what is due.");
    }
    return status;
}

double due_number(const struct due *d, const char *setting, double otherwise)
{
    for (size_t i = 0; i < d->clock_count; i++)
        for (size_t j = 0; j < d->clocks[i].setting_count; j++)
            if (strcmp(d->clocks[i].settings[j].name, setting) == 0)
                return strtod(d->clocks[i].settings[j].value, NULL);
    return otherwise;
}

static void clear_clock(struct due_clock *k)
{
    for (size_t i = 0; i < k->setting_count; i++) {
        struct due_setting *s = &k->settings[i];
        free(s->name);
        free(s->unit);
        free(s->help);
        free(s->standard);
        free(s->value);
        free(s->refused);
    }
    free(k->settings);
    free(k->name);
    free(k->number);
    free(k->title);
    free(k->counts_from);
    free(k->starts);
    free(k->basis);
    free(k->help);
}

void due_clear(struct due *d)
{
    for (size_t i = 0; i < d->clock_count; i++)
        clear_clock(&d->clocks[i]);
    free(d->clocks);
    for (size_t i = 0; i < d->count; i++) {
        due_drop_item(&d->items[i]);
    }
    free(d->items);
    *d = (struct due){0};
}

void due_explain(struct buf *out, const struct due_clock *clock)
{
    buf_printf(out, "%s\n\nCounted from %s.\n", clock->help, clock->counts_from);
    for (size_t i = 0; i < clock->setting_count; i++) {
        const struct due_setting *s = &clock->settings[i];
        buf_printf(out, "%s %s: %s Setting %s", s->value, s->unit, s->help, s->name);
        if (s->refused)
            buf_printf(out, " (set to “%s”, which is no number)", s->refused);
        else if (strcmp(s->value, s->standard) != 0)
            buf_printf(out, " (otherwise %s)", s->standard);
        buf_add(out, ".\n");
    }
    if (clock->stops_when_paused)
        buf_add(out, "Stands still while the search is paused.\n");
    if (clock->safety)
        buf_add(out, "Safety: comes before everything else, paused or not.\n");
    buf_printf(out, "\n%s", clock->basis);
}
