/* SPDX-License-Identifier: GPL-3.0-or-later
 * The SQL files of schema/, compiled in by contrib/embed.
 */
#ifndef INWORK_STORE_SCHEMA_H
#define INWORK_STORE_SCHEMA_H

#include <stddef.h>
#include <stdint.h>

struct schema_file {
    const char *name; /* "0001_core.sql", "catalogue/10_client.sql", "query/contact.sql" */
    const char *text; /* NUL-terminated */
    size_t length;
    uint32_t checksum; /* as cksum prints it: tells files apart without reading them */
};
/* Sorted by name within each folder; ends with a row whose name is NULL. */
extern const struct schema_file schema_files[];

#endif
