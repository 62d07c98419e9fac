/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading JSON strictly. A struct json is jansson's json_t under another name, so that nobody else
 * needs jansson's header.
 */
#include "inwork/base/json.h"

#include <jansson.h>
#include <string.h>

#include "inwork/base/error.h"

static const json_t *inner(const struct json *v)
{
    return (const json_t *)(const void *)v;
}

static const struct json *outer(const json_t *v)
{
    return (const struct json *)(const void *)v;
}

/* Nesting is checked before parsing, since jansson's own limit is fixed at 2,048. Brackets inside
 * texts do not count; a text that never ends is left for the parser to refuse. */
static bool too_deep(const char *text, size_t n, unsigned depth)
{
    unsigned nested = 0;
    for (size_t i = 0; i < n; i++) {
        switch (text[i]) {
        case '"':
            for (i++; i < n && text[i] != '"'; i++)
                if (text[i] == '\\')
                    i++;
            break;
        case '{':
        case '[':
            if (++nested > depth)
                return true;
            break;
        case '}':
        case ']':
            if (nested > 0)
                nested--;
            break;
        default:
            break;
        }
    }
    return false;
}

int json_parse(struct json **out, const char *text, size_t n, unsigned depth, struct error *err)
{
    *out = NULL;
    /* jansson 2.14 takes a NUL byte after a number for the end of the text. */
    if (n > 0 && memchr(text, '\0', n))
        return error_set(err, STATUS_DATA, "the JSON has the character U+0000");
    if (too_deep(text, n, depth))
        return error_set(err, STATUS_DATA, "the JSON nests deeper than %u", depth);
    json_error_t problem;
    json_t *root = json_loadb(text, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
    if (root) {
        *out = (struct json *)(void *)root;
        return 0;
    }
    const char *why = "is not valid";
    switch (json_error_code(&problem)) {
    case json_error_out_of_memory:
        return error_memory(err);
    case json_error_duplicate_key:
        why = "repeats a name";
        break;
    case json_error_null_byte_in_key:
    case json_error_null_character:
        why = "has the character U+0000";
        break;
    case json_error_invalid_utf8:
        why = "is not UTF-8";
        break;
    case json_error_premature_end_of_input:
        why = "ends too early";
        break;
    case json_error_end_of_input_expected:
        why = "goes on after its end";
        break;
    case json_error_numeric_overflow:
        why = "has a number that is too big";
        break;
    default:
        break;
    }
    return error_set(err, STATUS_DATA, "the JSON %s (line %d, column %d)", why, problem.line,
                     problem.column);
}

void json_free(struct json *root)
{
    json_decref((json_t *)(void *)root);
}

enum json_kind json_kind_of(const struct json *v)
{
    if (!v)
        return JSON_KIND_NULL;
    switch (json_typeof(inner(v))) {
    case JSON_OBJECT:
        return JSON_KIND_OBJECT;
    case JSON_ARRAY:
        return JSON_KIND_ARRAY;
    case JSON_STRING:
        return JSON_KIND_TEXT;
    case JSON_INTEGER:
        return JSON_KIND_INTEGER;
    case JSON_REAL:
        return JSON_KIND_OTHER;
    case JSON_TRUE:
    case JSON_FALSE:
        return JSON_KIND_BOOL;
    case JSON_NULL:
        break;
    }
    return JSON_KIND_NULL;
}

const char *json_text(const struct json *v, size_t *length)
{
    if (!json_is_string(inner(v)))
        return NULL;
    if (length)
        *length = json_string_length(inner(v));
    return json_string_value(inner(v));
}

bool json_int(int64_t *out, const struct json *v)
{
    if (!json_is_integer(inner(v)))
        return false;
    *out = (int64_t)json_integer_value(inner(v));
    return true;
}

bool json_bool(bool *out, const struct json *v)
{
    if (!json_is_boolean(inner(v)))
        return false;
    *out = json_is_true(inner(v));
    return true;
}

size_t json_count(const struct json *v)
{
    switch (json_kind_of(v)) {
    case JSON_KIND_ARRAY:
        return json_array_size(inner(v));
    case JSON_KIND_OBJECT:
        return json_object_size(inner(v));
    default:
        return 0;
    }
}

const struct json *json_at(const struct json *array, size_t i)
{
    return outer(json_array_get(inner(array), i));
}

const struct json *json_member(const struct json *object, const char *name)
{
    return outer(json_object_get(inner(object), name));
}

/* jansson's iterators take a pointer to non-const, though they do not write. */
static json_t *writable(const struct json *v)
{
    union {
        const struct json *from;
        json_t *to;
    } pointer = {.from = v};
    return pointer.to;
}

bool json_next(struct json_walk *w, const struct json *object)
{
    if (json_kind_of(object) != JSON_KIND_OBJECT)
        return false;
    json_t *o = writable(object);
    w->position = w->position ? json_object_iter_next(o, w->position) : json_object_iter(o);
    if (!w->position)
        return false;
    w->name = json_object_iter_key(w->position);
    w->value = outer(json_object_iter_value(w->position));
    return true;
}

static int need(const struct json *v, const char *name, const char *type, struct error *err)
{
    if (!v)
        return error_set(err, STATUS_DATA, "the member \"%s\" is missing", name);
    return error_set(err, STATUS_DATA, "the member \"%s\" is not %s", name, type);
}

int json_need_text(const char **out, size_t *length, const struct json *object, const char *name,
                   struct error *err)
{
    const struct json *v = json_member(object, name);
    *out = json_text(v, length);
    return *out ? 0 : need(v, name, "text", err);
}

int json_need_int(int64_t *out, const struct json *object, const char *name, struct error *err)
{
    const struct json *v = json_member(object, name);
    return json_int(out, v) ? 0 : need(v, name, "a whole number", err);
}

int json_need_array(const struct json **out, const struct json *object, const char *name,
                    struct error *err)
{
    *out = json_member(object, name);
    return json_kind_of(*out) == JSON_KIND_ARRAY ? 0 : need(*out, name, "a list", err);
}

int json_need_object(const struct json **out, const struct json *object, const char *name,
                     struct error *err)
{
    *out = json_member(object, name);
    return json_kind_of(*out) == JSON_KIND_OBJECT ? 0 : need(*out, name, "an object", err);
}

static bool listed(const char *names, const char *name)
{
    size_t length = strlen(name);
    if (length == 0 || strchr(name, ' '))
        return false;
    for (const char *at = names; (at = strstr(at, name)) != NULL; at += length)
        if ((at == names || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

int json_only(const struct json *object, const char *names, struct error *err)
{
    if (json_kind_of(object) != JSON_KIND_OBJECT)
        return error_set(err, STATUS_DATA, "the JSON is not an object");
    struct json_walk w = {0};
    while (json_next(&w, object))
        if (!listed(names, w.name))
            return error_set(err, STATUS_DATA, "the member \"%.60s\" is unknown", w.name);
    return 0;
}
