/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the keys that move lead to, the same in every list and text.
 */
#ifndef INWORK_TUI_MOVE_INT_H
#define INWORK_TUI_MOVE_INT_H

#include <stdbool.h>
#include <stdint.h>

struct key;

/* The nearest place to `at` within 0 and `last` (below 0: as 0). */
int64_t move_within(int64_t at, int64_t last);

/* Move `at` by an arrow, a page, Home or End, within 0 and `last`. False, and
 * nothing moved, for other keys. */
bool move_by_key(int64_t *at, const struct key *k, int64_t page, int64_t last);

#endif
