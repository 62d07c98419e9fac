/* SPDX-License-Identifier: GPL-3.0-or-later
 * Readers of single types. Each takes clean, trimmed, non-empty text; STATUS_DATA with a reason
 * that does not name the field.
 */
#ifndef INWORK_MODEL_FIELD_INT_H
#define INWORK_MODEL_FIELD_INT_H

#include <stddef.h>

struct catalogue_field;
struct error;
struct value;

int field_read_one_of(struct value *out, const struct catalogue_field *f, const char *text,
                      size_t n, struct error *err);
int field_read_several_of(struct value *out, const struct catalogue_field *f, const char *text,
                          struct error *err);
int field_read_number(struct value *out, const char *text, struct error *err);
int field_read_money(struct value *out, const char *text, struct error *err);
int field_read_phone(struct value *out, const char *text, struct error *err);
int field_read_email(struct value *out, const char *text, struct error *err);

#endif
