/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values: text, sorted lists of distinct texts, null; in memory, as JSON, and as stored.
 */
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/id.h"
#include "inwork/base/json.h"
#include "inwork/base/utf8.h"
#include "value_int.h"

static char *copy_bytes(const char *text, size_t n, struct error *err)
{
    char *copy = malloc(n + 1);
    if (!copy) {
        (void)error_memory(err);
        return NULL;
    }
    memcpy(copy, text, n);
    copy[n] = 0;
    return copy;
}

void value_clear(struct value *v)
{
    if (!v)
        return;
    free(v->text);
    for (size_t i = 0; i < v->count; i++)
        free(v->items[i]);
    free(v->items);
    v->type = VALUE_NULL;
    v->text = NULL;
    v->items = NULL;
    v->count = 0;
}

int value_set_text(struct value *out, const char *text, size_t n, struct error *err)
{
    char *copy = copy_bytes(text, n, err);
    if (!copy)
        return -STATUS_IO;
    value_clear(out);
    out->type = VALUE_TEXT;
    out->text = copy;
    return 0;
}

void value_set_empty_list(struct value *out)
{
    value_clear(out);
    out->type = VALUE_LIST;
}

int value_list_add(struct value *out, const char *item, size_t n, struct error *err)
{
    if (out->type == VALUE_TEXT)
        return error_set(err, STATUS_SOFTWARE, "a text was used as a list");
    out->type = VALUE_LIST;
    char *copy = copy_bytes(item, n, err);
    if (!copy)
        return -STATUS_IO;
    /* From the end: what is read back comes in order, and may be very long. */
    size_t at = out->count;
    while (at > 0 && strcmp(out->items[at - 1], copy) > 0)
        at--;
    if (at > 0 && strcmp(out->items[at - 1], copy) == 0) {
        free(copy);
        return 0;
    }
    /* Room grows at powers of two, so the count tells when. */
    if ((out->count & (out->count - 1)) == 0) {
        size_t room = out->count ? out->count * 2 : 1;
        char **items = realloc(out->items, room * sizeof *items);
        if (!items) {
            free(copy);
            return error_memory(err);
        }
        out->items = items;
    }
    for (size_t i = out->count; i > at; i--)
        out->items[i] = out->items[i - 1];
    out->items[at] = copy;
    out->count++;
    return 0;
}

int value_copy(struct value *out, const struct value *from, struct error *err)
{
    struct value copy = {0};
    int rc = 0;
    if (from->type == VALUE_TEXT)
        rc = value_set_text(&copy, from->text, strlen(from->text), err);
    copy.type = from->type;
    for (size_t i = 0; rc == 0 && i < from->count; i++)
        rc = value_list_add(&copy, from->items[i], strlen(from->items[i]), err);
    if (rc < 0) {
        value_clear(&copy);
        return rc;
    }
    value_clear(out);
    *out = copy;
    return 0;
}

bool value_equal(const struct value *a, const struct value *b)
{
    if (a->type != b->type || a->count != b->count)
        return false;
    if (a->type == VALUE_TEXT)
        return strcmp(a->text, b->text) == 0;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->items[i], b->items[i]) != 0)
            return false;
    return true;
}

void value_to_json(struct buf *out, const struct value *v)
{
    switch (v->type) {
    case VALUE_NULL:
        json_add_null(out);
        break;
    case VALUE_TEXT:
        json_add_text(out, v->text, strlen(v->text));
        break;
    case VALUE_LIST:
        json_begin_array(out);
        for (size_t i = 0; i < v->count; i++)
            json_add_string(out, v->items[i]);
        json_end_array(out);
        break;
    }
}

static int list_from_node(struct value *out, const struct json *node, struct error *err)
{
    size_t total = 0;
    const char *before = NULL;
    value_set_empty_list(out);
    for (size_t i = 0; i < json_count(node); i++) {
        size_t n;
        const char *item = json_text(json_at(node, i), &n);
        if (!item)
            return error_set(err, STATUS_DATA, "a list holds something that is not text");
        total += n;
        if (total > VALUE_MAX_BYTES)
            return error_set(err, STATUS_DATA, "a value is over 256 KiB");
        if (before && strcmp(before, item) >= 0)
            return error_set(err, STATUS_DATA, "a list is not distinct texts in byte order");
        int rc = value_list_add(out, item, n, err);
        if (rc < 0)
            return rc;
        before = item;
    }
    return 0;
}

int value_from_node(struct value *out, const struct json *node, struct error *err)
{
    size_t n;
    const char *text;
    int rc;
    switch (json_kind_of(node)) {
    case JSON_KIND_NULL:
        value_clear(out);
        return 0;
    case JSON_KIND_TEXT:
        text = json_text(node, &n);
        if (n > VALUE_MAX_BYTES)
            return error_set(err, STATUS_DATA, "a value is over 256 KiB");
        return value_set_text(out, text, n, err);
    case JSON_KIND_ARRAY:
        rc = list_from_node(out, node, err);
        if (rc < 0)
            value_clear(out);
        return rc;
    default:
        return error_set(err, STATUS_DATA, "a value is not a text, a list of texts or null");
    }
}

int value_from_json(struct value *out, const char *json, size_t n, struct error *err)
{
    struct json *root = NULL;
    int rc = json_parse(&root, json, n, 2, err);
    if (rc == 0)
        rc = value_from_node(out, root, err);
    json_free(root);
    return rc;
}

void value_to_text(struct buf *out, const struct value *v)
{
    if (v->type == VALUE_TEXT)
        buf_add(out, v->text);
    for (size_t i = 0; i < v->count; i++) {
        if (i > 0)
            buf_add(out, ", ");
        buf_add(out, v->items[i]);
    }
}

int value_check(const struct value *v, const char *field, struct error *err)
{
    size_t total = v->type == VALUE_TEXT ? strlen(v->text) : 0;
    bool valid = v->type != VALUE_TEXT || utf8_valid(v->text, total);
    for (size_t i = 0; i < v->count; i++) {
        size_t n = strlen(v->items[i]);
        total += n;
        valid = valid && utf8_valid(v->items[i], n);
    }
    if (!valid)
        return error_set(err, STATUS_DATA, "the text for %s is not valid UTF-8", field);
    if (total > VALUE_MAX_BYTES) {
        (void)error_set(err, STATUS_DATA, "the text for %s is over 256 KiB", field);
        return error_hint(err, "Divide it over several records");
    }
    return 0;
}

enum stored_type value_stored(const struct value *v, struct buf *scratch, const char **text)
{
    *text = NULL;
    if (v->type == VALUE_NULL)
        return STORED_NULL;
    if (v->type == VALUE_LIST) {
        buf_clear(scratch);
        value_to_json(scratch, v);
        *text = buf_text(scratch);
        return STORED_LIST;
    }
    *text = v->text;
    return id_valid(v->text, strlen(v->text)) ? STORED_REFERENCE : STORED_TEXT;
}

int value_from_stored(struct value *out, int type, const char *text, size_t n, struct error *err)
{
    switch (type) {
    case STORED_NULL:
        value_clear(out);
        return 0;
    case STORED_LIST:
        return value_from_json(out, text, n, err);
    default:
        return value_set_text(out, text, n, err);
    }
}
