/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any text as the answer to a field of any type: no crash, and what was read reads the same again.
 * The first byte chooses the type.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/base/utf8.h"
#include "inwork/model/field.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct catalogue_choice choices[] = {
    {"one", "One"},
    {"another_one", "Another one"},
    {"caf", "Caf\xC3\xA9, with a comma; and more"},
};

static const struct catalogue_field *field(uint8_t type)
{
    static struct catalogue_field f = {.name = "answer",
                                       .label = "Answer",
                                       .section = "",
                                       .help = "",
                                       .target = "client",
                                       .initial = "",
                                       .choices = choices,
                                       .choice_count = sizeof choices / sizeof choices[0]};
    f.type = (enum field_type)(type % (FIELD_REFERENCE + 1));
    return &f;
}

/* As it would be typed again. */
static void spell(struct buf *out, const struct value *v)
{
    if (v->type == VALUE_TEXT)
        buf_add(out, v->text);
    for (size_t i = 0; v->type == VALUE_LIST && i < v->count; i++)
        buf_printf(out, "%s%s", i > 0 ? ";" : "", v->items[i]);
}

static void must_read_the_same(const struct catalogue_field *f, const struct value *v,
                               const struct field_context *context)
{
    struct buf text = BUF_ZERO;
    struct value again = {0};
    spell(&text, v);
    if (!utf8_valid(buf_text(&text), text.len))
        abort();
    if (field_parse(&again, f, buf_text(&text), text.len, context, NULL) != 0 ||
        !value_equal(v, &again))
        abort();
    value_clear(&again);
    buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const struct catalogue_field *f = field(data[0]);
    const struct field_context context = {.today = {2026, 9, 7}};
    const char *text = (const char *)data + 1;
    char *copy = malloc(size);
    if (!copy)
        return 0;
    memcpy(copy, text, size - 1);
    copy[size - 1] = '\0';
    struct value v = {0};
    struct error err = {0};
    int status = field_parse(&v, f, copy, size - 1, &context, &err);
    if (status == 0) {
        struct buf shown = BUF_ZERO;
        field_show(&shown, f, &v);
        if (!utf8_valid(buf_text(&shown), shown.len))
            abort();
        buf_free(&shown);
        if (v.type != VALUE_NULL)
            must_read_the_same(f, &v, &context);
    } else if (err.message[0] == '\0' || strncmp(err.message, "answer: ", 8) != 0) {
        abort(); /* a refusal says what of */
    }
    value_clear(&v);
    struct json *json = NULL;
    if (json_parse(&json, copy, size - 1, 8, NULL) == 0) {
        (void)field_parse_json(&v, f, json, &context, NULL);
        value_clear(&v);
        json_free(json);
    }
    free(copy);
    return 0;
}
