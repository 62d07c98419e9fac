/* SPDX-License-Identifier: GPL-3.0-or-later
 * No client is ever named in the directory, which the whole team and the office host can read.
 *
 * What counts as naming: the whole name (two words at least, in either order, the middle ones left
 * out or not), the preferred name with the family name, or the NHS number; case, accents,
 * punctuation and line ends aside, and only whole words. One word alone never does, or no employer
 * could be called Smith Ltd. Titles (Mr, Dr) are no part of a name, and neither is what stands in
 * brackets behind it. Clients whose record is struck are not looked for.
 */
#ifndef INWORK_MODEL_CLIENT_NAMES_H
#define INWORK_MODEL_CLIENT_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct catalogue_kind;
struct error;
struct save_field;
struct store;

struct client_names;

/* The names of all clients held, for many look-ups. Constant afterwards. */
int client_names_read(struct client_names **out, struct store *s, struct error *err);
void client_names_free(struct client_names *n); /* NULL is accepted */
bool client_names_none(const struct client_names *n);
/* Does the text name a client? Then the name found, as that client's record has it (or "NHS
 * number"); else NULL. Borrowed from `n`. */
const char *client_names_in(const struct client_names *n, const char *text, size_t length);

/* Append the words of a text: folded (base/utf8.h), with one space between them. */
void words_fold(struct buf *out, const char *text, size_t length);

/* STATUS_DATA, with the reason, if the kind belongs to the directory and one of the texts, or
 * `why`, names a client; `*which` (may be NULL) is that field's place, or `count` for the reason.
 * A colleague's own name (kind member) may be anybody's. `names` NULL: read from the store, once
 * for each write transaction. */
int directory_check(struct store *s, const struct client_names *names,
                    const struct catalogue_kind *kind, const struct save_field *fields,
                    size_t count, const char *why, size_t *which, struct error *err);

#endif
