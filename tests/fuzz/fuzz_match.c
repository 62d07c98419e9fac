/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzz: a wish held against a place. The first byte chooses aspect and weight, what follows up to
 * the first NUL is the wish, the rest what the place says. There is always a reason, and a question
 * where nothing was settled.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/error.h"
#include "inwork/model/match.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error err = {0};
    if (size < 2)
        return 0;
    char *text = calloc(1, size + 2);
    if (!text)
        return 0;
    memcpy(text, data + 1, size - 1);
    const char *there = text + strlen(text) + 1;
    const struct match_fact facts[] = {
        {"tasks", "Tasks", there, there, MATCH_WORK},
        {"shift_start", "Starts at", there, there, MATCH_SCHEDULE},
        {"shift_end", "Ends at", "15:30", "15:30", MATCH_SCHEDULE},
        {"days", "Days", there, there, MATCH_SCHEDULE},
        {"hours_per_week", "Hours", there, there, MATCH_SCHEDULE},
        {"noise_level", "Noise", "noisy", "Noisy", MATCH_SURROUNDINGS},
        {"pay", "Pay", "11.50", "11.50", MATCH_MONEY},
        {"pay_per", "Each", there, there, MATCH_MONEY},
        {"travel_minutes", "Minutes", there, there, MATCH_TRAVEL},
    };
    struct match_line line = {.aspect = (enum match_aspect)(data[0] % MATCH_ASPECTS),
                              .weight = (enum match_weight)(data[0] / MATCH_ASPECTS % 5),
                              .wanted = text};
    if (match_judge(&line, facts, sizeof facts / sizeof *facts, &err) < 0)
        abort();
    if (!line.why || (line.fit == MATCH_ASK && !line.ask && line.weight != MATCH_TOLD))
        abort();
    free(line.found);
    free(line.why);
    free(line.ask);
    free(text);
    return 0;
}
