/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person typed or a file brought, as the canonical value of a field's type, and back
 * (doc/FORMAT.md, "Entries"). Writers are checked here; readers never are.
 */
#ifndef INWORK_MODEL_FIELD_H
#define INWORK_MODEL_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/base/date.h"
#include "inwork/base/id.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/value.h"

struct buf;
struct error;
struct json;
struct store;

#define FIELD_TEXT_MAX 4096u /* bytes of a one-line text */

/* What reading depends on. `store` finds references by any unambiguous prefix of an id; without
 * one they must be whole ids. */
struct field_context {
    struct date today;
    struct store *store;
};

/* Read one answer: text in UTF-8 is cleaned (NFC, no control characters), space around it dropped,
 * and brought to canonical form; nothing at all is null. Dates and times as people write them;
 * choices by value or label, several of them separated by ; or , ; yes/no in the usual ways.
 * STATUS_DATA (the message begins with the field's name; a hint says what is accepted);
 * STATUS_NO_INPUT, STATUS_USAGE: a reference names no record, or several. */
int field_parse(struct value *out, const struct catalogue_field *f, const char *text, size_t n,
                const struct field_context *context, struct error *err);
/* The same from JSON: a text, an array of texts for several_of, a whole number, true or false, or
 * null. */
int field_parse_json(struct value *out, const struct catalogue_field *f, const struct json *json,
                     const struct field_context *context, struct error *err);

/* Append a value for people: labels for choices, "Mon 7 Sep 2026", "£12.50"; references as they
 * are (the caller knows titles). Values the catalogue does not know are shown raw. `f` may be NULL.
 */
void field_show(struct buf *out, const struct catalogue_field *f, const struct value *v);
/* Left out of shares by default: marked so itself, or in a section that is. */
bool field_is_restricted(const struct catalogue_kind *kind, const struct catalogue_field *f);
/* The same of a whole section, by its name. */
bool field_section_is_restricted(const struct catalogue_kind *kind, const char *section);
/* What a type of field takes, with examples, for help and paper forms. Constant. */
const char *field_accepts(enum field_type type);
/* The label of a choice, or NULL. */
const char *field_choice_label(const struct catalogue_field *f, const char *value);

#endif
