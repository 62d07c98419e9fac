/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the keys that move lead to.
 */
#include "move_int.h"

#include "input_int.h"

int64_t move_within(int64_t at, int64_t last)
{
    at = at > last ? last : at;
    return at < 0 ? 0 : at;
}

bool move_by_key(int64_t *at, const struct key *k, int64_t page, int64_t last)
{
    int64_t to = *at;
    switch (k->code) {
    case INPUT_UP:
        to--;
        break;
    case INPUT_DOWN:
        to++;
        break;
    case INPUT_PAGE_UP:
        to -= page;
        break;
    case INPUT_PAGE_DOWN:
        to += page;
        break;
    case INPUT_HOME:
        to = 0;
        break;
    case INPUT_END:
        to = last;
        break;
    default:
        return false;
    }
    *at = move_within(to, last);
    return true;
}
