/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which paths a team repository may hold (FORMAT 7).
 */
#ifndef INWORK_COURIER_LAYOUT_INT_H
#define INWORK_COURIER_LAYOUT_INT_H

#include <stdbool.h>

/* True for a file's path of FORMAT 7. */
bool layout_knows(const char *path);
/* True for a folder (no slash at its end) that may hold such files. */
bool layout_knows_folder(const char *path);

#endif
