/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as JSON: no crash, and what was read and written again reads the same.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/json.h"
#include "inwork/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_value(struct buf *out, const struct json *v)
{
    size_t length = 0;
    const char *text;
    int64_t number = 0;
    bool yes = false;
    struct json_walk w = {0};
    switch (json_kind_of(v)) {
    case JSON_KIND_NULL:
    case JSON_KIND_OTHER:
        json_add_null(out);
        break;
    case JSON_KIND_BOOL:
        if (!json_bool(&yes, v))
            abort();
        json_add_bool(out, yes);
        break;
    case JSON_KIND_INTEGER:
        if (!json_int(&number, v))
            abort();
        json_add_int(out, number);
        break;
    case JSON_KIND_TEXT:
        text = json_text(v, &length);
        if (!utf8_valid(text, length) || memchr(text, '\0', length))
            abort();
        json_add_text(out, text, length);
        break;
    case JSON_KIND_ARRAY:
        json_begin_array(out);
        for (size_t i = 0; i < json_count(v); i++)
            write_value(out, json_at(v, i));
        json_end_array(out);
        break;
    case JSON_KIND_OBJECT:
        json_begin_object(out);
        while (json_next(&w, v)) {
            json_add_name(out, w.name);
            write_value(out, w.value);
        }
        json_end_object(out);
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json *v = NULL;
    if (json_parse(&v, (const char *)data, size, 5, NULL) != 0)
        return 0;
    struct buf first = BUF_ZERO;
    struct buf second = BUF_ZERO;
    write_value(&first, v);
    json_free(v);
    if (json_parse(&v, first.data, first.len, 5, NULL) != 0)
        abort();
    write_value(&second, v);
    json_free(v);
    if (first.len != second.len || memcmp(first.data, second.data, first.len) != 0)
        abort();
    buf_free(&first);
    buf_free(&second);
    return 0;
}
