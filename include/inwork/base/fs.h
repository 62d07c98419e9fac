/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole files in and out, with limits, private modes and durable writes.
 */
#ifndef INWORK_BASE_FS_H
#define INWORK_BASE_FS_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct error;

/* Append a regular file. STATUS_NO_INPUT if there is none, STATUS_DATA if it has over `limit` bytes
 * or is not a regular file, STATUS_IO. */
int fs_read(struct buf *out, const char *path, size_t limit, struct error *err);
/* Append everything up to the end of a descriptor; `name` is for messages. */
int fs_read_fd(struct buf *out, int fd, const char *name, size_t limit, struct error *err);
/* Write everything. STATUS_IO. */
int fs_write_fd(int fd, const char *name, const void *bytes, size_t n, struct error *err);

/* Replace or make a file, mode 0600, all or nothing: a temporary file in the same folder, synced,
 * renamed, the folder synced. A symbolic link at `path` is replaced, not followed. */
int fs_write(const char *path, const void *bytes, size_t n, struct error *err);
/* The same, but STATUS_DATA if `path` exists already; and where the system can, the file has no
 * name before it is whole, so that nothing of it stays when the process is killed. */
int fs_write_new(const char *path, const void *bytes, size_t n, struct error *err);

/* Make a folder and its missing parents, 0700 each. */
int fs_make_folder(const char *path, struct error *err);
/* Sync the folder that holds `path`. */
int fs_sync_parent(const char *path, struct error *err);
bool fs_exists(const char *path);

/* Open for reading a regular file that is ours and that nobody else can read or write:
 * a descriptor (close-on-exec) or a negative status: STATUS_NO_INPUT, STATUS_REFUSED, STATUS_IO. */
int fs_open_private(const char *path, struct error *err);

#endif
