/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names of files and folders. Nothing here touches the disk.
 */
#ifndef INWORK_BASE_PATH_H
#define INWORK_BASE_PATH_H

#include <stdbool.h>

struct buf;
struct error;

/* Append `folder`, a slash unless it ends in one, and `name`. */
void path_join(struct buf *out, const char *folder, const char *name);
/* Append the folder that holds `path`: "." where it has no slash. */
void path_parent(struct buf *out, const char *path);
/* The last element, within `path`. */
const char *path_last(const char *path);
/* Append $XDG_DATA_HOME, or ~/.local/share where that is unset or not absolute.
 * STATUS_NO_INPUT if there is no home either. */
int path_data_home(struct buf *out, struct error *err);

#endif
