/* SPDX-License-Identifier: GPL-3.0-or-later
 * Answers from the command line or, so that a person's data need not stand in the process list,
 * from standard input.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/base/json.h"
#include "records_int.h"

#define INPUT_MAX ((size_t)16 << 20)

void answers_clear(struct answers *a)
{
    for (size_t i = 0; i < a->count; i++)
        value_clear(&a->fields[i].to);
    free(a->fields);
    *a = (struct answers){0};
}

static int given_twice(const struct answers *a, const char *field, struct error *err)
{
    for (size_t i = 0; i < a->count; i++)
        if (a->fields[i].field && strcmp(a->fields[i].field, field) == 0)
            return error_set(err, STATUS_USAGE, "%s is given twice", field);
    return 0;
}

static int from_word(struct answers *a, const struct catalogue_kind *kind, const char *word,
                     const struct field_context *context, struct error *err)
{
    const char *equals = strchr(word, '=');
    if (!equals || equals == word) {
        (void)error_set(err, STATUS_USAGE, "“%s” is not of the form FIELD=VALUE", word);
        return error_hint(err, "“inwork kinds %s” lists the fields.", kind->name);
    }
    struct buf name = BUF_ZERO;
    buf_append(&name, word, (size_t)(equals - word));
    const struct catalogue_field *f = NULL;
    int status = buf_ok(&name, err);
    if (status == 0)
        status = app_field(&f, kind, buf_text(&name), err);
    buf_free(&name);
    if (status == 0 && f)
        status = given_twice(a, f->name, err);
    if (status < 0 || !f)
        return status;
    struct save_field *to = &a->fields[a->count++];
    to->field = f->name;
    return field_parse(&to->to, f, equals + 1, strlen(equals + 1), context, err);
}

static int from_object(struct answers *a, const struct catalogue_kind *kind,
                       const struct json *object, const struct field_context *context,
                       struct error *err)
{
    if (json_kind_of(object) != JSON_KIND_OBJECT)
        return error_set(err, STATUS_DATA, "standard input is not a JSON object");
    a->fields = calloc(json_count(object) + 1, sizeof *a->fields);
    if (!a->fields)
        return error_memory(err);
    struct json_walk w = {0};
    while (json_next(&w, object)) {
        const struct catalogue_field *f = NULL;
        int status = app_field(&f, kind, w.name, err);
        if (status < 0 || !f)
            return status;
        struct save_field *to = &a->fields[a->count++];
        to->field = f->name;
        status = field_parse_json(&to->to, f, w.value, context, err);
        if (status < 0)
            return status;
    }
    return 0;
}

static int from_input(struct answers *a, const struct catalogue_kind *kind,
                      const struct field_context *context, struct error *err)
{
    struct buf text = BUF_ZERO;
    struct json *object = NULL;
    int status = fs_read_fd(&text, STDIN_FILENO, "standard input", INPUT_MAX, err);
    if (status == 0) {
        struct error why = {0};
        status = json_parse(&object, buf_text(&text), text.len, 2, &why);
        if (status < 0)
            status =
                error_set(err, why.status, "standard input is no JSON object: %s", why.message);
    }
    if (status == 0)
        status = from_object(a, kind, object, context, err);
    json_free(object);
    buf_free_wiped(&text);
    return status;
}

int answers_read(struct answers *out, struct app *app, const struct catalogue_kind *kind,
                 const char *const *words, size_t count, struct error *err)
{
    *out = (struct answers){0};
    const struct field_context context = app_field_context(app);
    int status = 0;
    if (count == 1 && strcmp(words[0], "-") == 0) {
        status = from_input(out, kind, &context, err);
    } else {
        out->fields = calloc(count + 1, sizeof *out->fields);
        status = out->fields ? 0 : error_memory(err);
        for (size_t i = 0; status == 0 && i < count; i++)
            status = from_word(out, kind, words[i], &context, err);
    }
    if (status < 0)
        answers_clear(out);
    return status;
}
