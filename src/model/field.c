/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading answers: from what was typed to the canonical value of each type.
 */
#include "inwork/model/field.h"

#include <string.h>

#include "field_int.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/base/utf8.h"
#include "inwork/store/record.h"

/* Put the field's name before a reason found further down, keeping its status and hint. */
static int blame(const struct catalogue_field *f, const struct error *why, struct error *err)
{
    int status = error_set(err, why->status, "%s: %s", f->name, why->message);
    if (why->hint[0] != '\0')
        status = error_hint(err, "%s", why->hint);
    return status;
}

static int read_date(struct value *out, const char *text, const struct field_context *context,
                     struct error *err)
{
    struct date d = {0};
    char canonical[DATE_SIZE];
    int status = date_parse_words(&d, text, context->today, err);
    if (status < 0)
        return status;
    date_format(canonical, d);
    return value_set_text(out, canonical, strlen(canonical), err);
}

static int read_time(struct value *out, const char *text, struct error *err)
{
    char canonical[TIME_SIZE];
    int status = time_of_day_parse(canonical, text, err);
    return status < 0 ? status : value_set_text(out, canonical, strlen(canonical), err);
}

static int read_yes_no(struct value *out, const char *text, struct error *err)
{
    static const char *const yes[] = {"yes", "y", "true", "1"};
    static const char *const no[] = {"no", "n", "false", "0"};
    struct buf folded = BUF_ZERO;
    utf8_fold(&folded, text, strlen(text));
    const char *canonical = NULL;
    for (size_t i = 0; i < 4; i++) {
        if (strcmp(buf_text(&folded), yes[i]) == 0)
            canonical = "yes";
        if (strcmp(buf_text(&folded), no[i]) == 0)
            canonical = "no";
    }
    buf_free(&folded);
    if (!canonical)
        return error_set(err, STATUS_DATA, "“%s” is neither yes nor no", text);
    return value_set_text(out, canonical, strlen(canonical), err);
}

static int read_reference(struct value *out, const struct catalogue_field *f, const char *text,
                          const struct field_context *context, struct error *err)
{
    if (!context->store) {
        if (!id_valid(text, strlen(text)))
            return error_set(err, STATUS_DATA, "“%s” is not the id of a record", text);
        return value_set_text(out, text, strlen(text), err);
    }
    char id[RECORD_ID_TEXT];
    struct record r = {0};
    int status = store_record_id(context->store, text, id, err);
    if (status == 0)
        status = store_record(context->store, id, &r, err);
    if (status == 0 && strcmp(r.kind, f->target) != 0) {
        (void)error_set(err, STATUS_DATA, "%s is a record of kind %s", id, r.kind);
        status = error_hint(err, "This field refers to a record of kind %s.", f->target);
    }
    record_clear(&r);
    return status < 0 ? status : value_set_text(out, id, strlen(id), err);
}

/* `text` is clean, trimmed and not empty. */
static int read_type(struct value *out, const struct catalogue_field *f, const char *text,
                     const struct field_context *context, struct error *err)
{
    switch (f->type) {
    case FIELD_TEXT:
        if (strlen(text) > FIELD_TEXT_MAX) {
            (void)error_set(err, STATUS_DATA, "the text has over %u bytes", FIELD_TEXT_MAX);
            return error_hint(err, "Shorten it: this answer is one line.");
        }
        return value_set_text(out, text, strlen(text), err);
    case FIELD_LONG_TEXT:
        return value_set_text(out, text, strlen(text), err);
    case FIELD_DATE:
        return read_date(out, text, context, err);
    case FIELD_TIME:
        return read_time(out, text, err);
    case FIELD_YES_NO:
        return read_yes_no(out, text, err);
    case FIELD_ONE_OF:
        return field_read_one_of(out, f, text, strlen(text), err);
    case FIELD_SEVERAL_OF:
        return field_read_several_of(out, f, text, err);
    case FIELD_NUMBER:
        return field_read_number(out, text, err);
    case FIELD_MONEY:
        return field_read_money(out, text, err);
    case FIELD_PHONE:
        return field_read_phone(out, text, err);
    case FIELD_EMAIL:
        return field_read_email(out, text, err);
    case FIELD_REFERENCE:
        return read_reference(out, f, text, context, err);
    }
    return error_set(err, STATUS_SOFTWARE, "unknown type of field");
}

static bool space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

int field_parse(struct value *out, const struct catalogue_field *f, const char *text, size_t n,
                const struct field_context *context, struct error *err)
{
    struct error why = {0};
    struct buf clean = BUF_ZERO;
    int status = 0;
    value_clear(out);
    if (n > VALUE_MAX_BYTES)
        status = error_set(&why, STATUS_DATA, "the answer has over %u KiB", VALUE_MAX_BYTES / 1024);
    if (status == 0 && memchr(text, '\0', n))
        status = error_set(&why, STATUS_DATA, "the answer has a NUL character");
    if (status == 0)
        status = utf8_clean(&clean, text, n, f->type == FIELD_LONG_TEXT, &why);
    /* Composing characters can lengthen a text. */
    if (status == 0 && clean.len > VALUE_MAX_BYTES)
        status = error_set(&why, STATUS_DATA, "the answer has over %u KiB", VALUE_MAX_BYTES / 1024);
    if (status == 0)
        status = buf_ok(&clean, &why);
    if (status == 0) {
        while (clean.len > 0 && space(clean.data[clean.len - 1]))
            buf_truncate(&clean, clean.len - 1);
        const char *start = buf_text(&clean);
        while (space(*start))
            start++;
        if (*start != '\0')
            status = read_type(out, f, start, context, &why);
    }
    buf_free(&clean);
    return status < 0 ? blame(f, &why, err) : 0;
}

static int several_json(struct value *out, const struct catalogue_field *f, const struct json *json,
                        struct error *err)
{
    value_set_empty_list(out);
    for (size_t i = 0; i < json_count(json); i++) {
        size_t n = 0;
        const char *text = json_text(json_at(json, i), &n);
        struct value one = {0};
        if (!text)
            return error_set(err, STATUS_DATA, "the list holds what is no text");
        int status = field_read_one_of(&one, f, text, n, err);
        if (status == 0)
            status = value_list_add(out, one.text, strlen(one.text), err);
        value_clear(&one);
        if (status < 0)
            return status;
    }
    if (out->count == 0)
        value_clear(out);
    return 0;
}

int field_parse_json(struct value *out, const struct catalogue_field *f, const struct json *json,
                     const struct field_context *context, struct error *err)
{
    struct error why = {0};
    struct buf number = BUF_ZERO;
    int status = 0;
    size_t n = 0;
    bool truth = false;
    int64_t integer = 0;
    const char *text = json_text(json, &n);
    value_clear(out);
    if (json_kind_of(json) == JSON_KIND_NULL)
        return 0;
    if (text)
        return field_parse(out, f, text, n, context, err);
    if (json_kind_of(json) == JSON_KIND_ARRAY && f->type == FIELD_SEVERAL_OF) {
        status = several_json(out, f, json, &why);
    } else if (json_bool(&truth, json) && f->type == FIELD_YES_NO) {
        status = value_set_text(out, truth ? "yes" : "no", truth ? 3 : 2, &why);
    } else if (json_int(&integer, json)) {
        buf_printf(&number, "%lld", (long long)integer);
        status = field_parse(out, f, buf_text(&number), number.len, context, err);
        buf_free(&number);
        return status;
    } else {
        (void)error_set(&why, STATUS_DATA, "the value is not of a kind that fits");
        status = error_hint(&why, f->type == FIELD_SEVERAL_OF
                                      ? "Give an array of texts, or null."
                                      : "Give a text, or null; fractions as texts: \"37.5\".");
    }
    if (status < 0)
        value_clear(out);
    return status < 0 ? blame(f, &why, err) : 0;
}

bool field_section_is_restricted(const struct catalogue_kind *kind, const char *section)
{
    bool restricted = false;
    for (size_t i = 0; !restricted && i < kind->section_count; i++)
        restricted = kind->sections[i].sensitive && strcmp(kind->sections[i].name, section) == 0;
    return restricted;
}

bool field_is_restricted(const struct catalogue_kind *kind, const struct catalogue_field *f)
{
    return f->sensitive || field_section_is_restricted(kind, f->section);
}

const char *field_choice_label(const struct catalogue_field *f, const char *value)
{
    for (size_t i = 0; f && value && i < f->choice_count; i++)
        if (strcmp(f->choices[i].value, value) == 0)
            return f->choices[i].label;
    return NULL;
}

static void show_text(struct buf *out, const struct catalogue_field *f, const char *text)
{
    struct date d = {0};
    const char *label = field_choice_label(f, text);
    if (label)
        buf_add(out, label);
    else if (f && f->type == FIELD_DATE && date_parse(&d, text))
        date_describe_day(out, d);
    else if (f && f->type == FIELD_YES_NO && (strcmp(text, "yes") == 0 || strcmp(text, "no") == 0))
        buf_add(out, text[0] == 'y' ? "Yes" : "No");
    else if (f && f->type == FIELD_MONEY)
        buf_printf(out, "£%s", text);
    else
        buf_add(out, text);
}

void field_show(struct buf *out, const struct catalogue_field *f, const struct value *v)
{
    if (v->type == VALUE_TEXT)
        show_text(out, f, v->text);
    for (size_t i = 0; v->type == VALUE_LIST && i < v->count; i++) {
        if (i > 0)
            buf_add(out, ", ");
        show_text(out, f, v->items[i]);
    }
}
