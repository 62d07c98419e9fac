/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON, read strictly and written plainly.
 *
 * Reading refuses duplicate keys, U+0000, unpaired surrogates, invalid UTF-8, depth over a limit
 * and anything after the value. The tree is read-only and owned by its root; texts in it are
 * borrowed, NUL-terminated UTF-8 without U+0000.
 */
#ifndef INWORK_BASE_JSON_H
#define INWORK_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct error;
struct json;

enum json_kind {
    JSON_KIND_NULL,
    JSON_KIND_BOOL,
    JSON_KIND_INTEGER, /* written without fraction or exponent, fits int64_t */
    JSON_KIND_OTHER,   /* any other number */
    JSON_KIND_TEXT,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT,
};

/* Parse exactly n bytes; arrays and objects may nest `depth` deep (1: no nesting). Any value may be
 * the root. STATUS_DATA. */
int json_parse(struct json **out, const char *text, size_t n, unsigned depth, struct error *err);
void json_free(struct json *root); /* NULL is accepted; only the root */

/* All accept NULL for a missing value. */
enum json_kind json_kind_of(const struct json *v);           /* NULL: JSON_KIND_NULL */
const char *json_text(const struct json *v, size_t *length); /* NULL if not text; length optional */
bool json_int(int64_t *out, const struct json *v);           /* false if not an integer */
bool json_bool(bool *out, const struct json *v);             /* false if not true or false */
size_t json_count(const struct json *v);                     /* items or members; 0 otherwise */
const struct json *json_at(const struct json *array, size_t i);
const struct json *json_member(const struct json *object, const char *name); /* NULL if absent */

/* Walk an object in the order written:
 *     struct json_walk w = {0};
 *     while (json_next(&w, object)) … w.name … w.value … */
struct json_walk {
    const char *name;
    const struct json *value;
    void *position;
};
bool json_next(struct json_walk *w, const struct json *object);

/* Members that must be there with that type; STATUS_DATA names what is wrong with which. */
int json_need_text(const char **out, size_t *length, const struct json *object, const char *name,
                   struct error *err);
int json_need_int(int64_t *out, const struct json *object, const char *name, struct error *err);
int json_need_array(const struct json **out, const struct json *object, const char *name,
                    struct error *err);
int json_need_object(const struct json **out, const struct json *object, const char *name,
                     struct error *err);
/* It is an object and has no other members than the space-separated `names`. STATUS_DATA. */
int json_only(const struct json *object, const char *names, struct error *err);

/* Writing appends to a buffer, compactly. A comma is put before a name or value where one is due,
 * judged by the last byte: none after { [ : or a newline or at the start. Texts must be valid UTF-8
 * (invalid bytes become U+FFFD); only what JSON requires is escaped. */
void json_add_text(struct buf *out, const char *text, size_t n);
void json_add_string(struct buf *out, const char *text); /* a C string; NULL gives null */
void json_add_int(struct buf *out, int64_t v);
void json_add_bool(struct buf *out, bool v);
void json_add_null(struct buf *out);
void json_add_name(struct buf *out, const char *name); /* "name": */
void json_begin_object(struct buf *out);
void json_end_object(struct buf *out);
void json_begin_array(struct buf *out);
void json_end_array(struct buf *out);
/* A name and its value at once. */
void json_put_string(struct buf *out, const char *name, const char *text);
void json_put_int(struct buf *out, const char *name, int64_t v);
void json_put_bool(struct buf *out, const char *name, bool v);

#endif
