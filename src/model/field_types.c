/* SPDX-License-Identifier: GPL-3.0-or-later
 * Choices, numbers, money, telephone numbers and addresses.
 */
#include <stdbool.h>
#include <string.h>

#include "field_int.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/value.h"

#define PHONE_MAX 100
#define EMAIL_MAX 254

/* The choice that `text` names by its value or, case and accents aside, its label; or NULL. */
static const struct catalogue_choice *choice_of(const struct catalogue_field *f, const char *text,
                                                size_t n)
{
    while (n > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        n--;
    }
    while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        n--;
    const struct catalogue_choice *found = NULL;
    struct buf typed = BUF_ZERO;
    struct buf label = BUF_ZERO;
    utf8_fold(&typed, text, n);
    for (size_t i = 0; !found && i < f->choice_count; i++) {
        const struct catalogue_choice *c = &f->choices[i];
        buf_clear(&label);
        utf8_fold(&label, c->label, strlen(c->label));
        if (strcmp(buf_text(&typed), c->value) == 0 ||
            strcmp(buf_text(&typed), buf_text(&label)) == 0)
            found = c;
    }
    buf_free(&typed);
    buf_free(&label);
    return found;
}

static int no_choice(const struct catalogue_field *f, const char *text, size_t n, struct error *err)
{
    struct buf list = BUF_ZERO;
    for (size_t i = 0; i < f->choice_count; i++)
        buf_printf(&list, "%s%s", i > 0 ? ", " : "", f->choices[i].value);
    (void)error_set(err, STATUS_DATA, "“%.*s” is not among the choices", (int)(n > 200 ? 200 : n),
                    text);
    int status = error_hint(err, "Choose from: %s.", buf_text(&list));
    buf_free(&list);
    return status;
}

int field_read_one_of(struct value *out, const struct catalogue_field *f, const char *text,
                      size_t n, struct error *err)
{
    const struct catalogue_choice *c = choice_of(f, text, n);
    if (!c)
        return no_choice(f, text, n, err);
    return value_set_text(out, c->value, strlen(c->value), err);
}

int field_read_several_of(struct value *out, const struct catalogue_field *f, const char *text,
                          struct error *err)
{
    value_set_empty_list(out);
    /* A label may hold a comma: the whole first, then at semicolons, then at commas. */
    const struct catalogue_choice *whole = choice_of(f, text, strlen(text));
    if (whole)
        return value_list_add(out, whole->value, strlen(whole->value), err);
    const char *separator = strchr(text, ';') ? ";" : ",";
    for (const char *at = text; *at != '\0';) {
        size_t n = strcspn(at, separator);
        if (strspn(at, " \t") < n) {
            const struct catalogue_choice *c = choice_of(f, at, n);
            int status =
                c ? value_list_add(out, c->value, strlen(c->value), err) : no_choice(f, at, n, err);
            if (status < 0) {
                value_clear(out);
                return status;
            }
        }
        at += n + (at[n] != '\0');
    }
    if (out->count == 0)
        value_clear(out);
    return 0;
}

/* Sign, digits with commas or spaces between groups of three, and a fraction, taken apart into
 * plain digits. False if it is anything else. */
static bool decimal(struct buf *whole, struct buf *fraction, bool *negative, const char *text)
{
    *negative = *text == '-';
    if (*text == '-' || *text == '+')
        text++;
    while (*text == '0' && text[1] >= '0' && text[1] <= '9')
        text++;
    size_t group = 0;
    bool grouped = false;
    for (; *text != '\0' && *text != '.'; text++) {
        if (*text >= '0' && *text <= '9') {
            buf_push(whole, *text);
            group++;
        } else if ((*text == ',' || *text == ' ') && group > 0 && group <= 3 &&
                   (!grouped || group == 3)) {
            grouped = true;
            group = 0;
        } else {
            return false;
        }
    }
    if (whole->len == 0 || whole->len > 15 || (grouped && group != 3))
        return false;
    size_t zeros = strspn(buf_text(whole), "0"); /* those of a group too: 0,024 is 24 */
    zeros -= zeros == whole->len ? 1 : 0;
    buf_splice(whole, 0, zeros, "", 0);
    if (*text == '.') {
        size_t digits = strspn(++text, "0123456789");
        if (digits == 0 || digits > 15 || text[digits] != '\0')
            return false;
        buf_append(fraction, text, digits);
    }
    return !whole->failed && !fraction->failed;
}

int field_read_number(struct value *out, const char *text, struct error *err)
{
    struct buf whole = BUF_ZERO;
    struct buf fraction = BUF_ZERO;
    bool negative = false;
    int status = 0;
    if (!decimal(&whole, &fraction, &negative, text)) {
        (void)error_set(err, STATUS_DATA, "“%.200s” is not a number", text);
        status = error_hint(err, "For example 12, 37.5 or 1,200.");
    } else {
        while (fraction.len > 0 && fraction.data[fraction.len - 1] == '0')
            buf_truncate(&fraction, fraction.len - 1);
        bool zero = fraction.len == 0 && strcmp(buf_text(&whole), "0") == 0;
        struct buf all = BUF_ZERO;
        buf_printf(&all, "%s%s%s%s", negative && !zero ? "-" : "", buf_text(&whole),
                   fraction.len > 0 ? "." : "", buf_text(&fraction));
        status = buf_ok(&all, err);
        if (status == 0)
            status = value_set_text(out, buf_text(&all), all.len, err);
        buf_free(&all);
    }
    buf_free(&whole);
    buf_free(&fraction);
    return status;
}

int field_read_money(struct value *out, const char *text, struct error *err)
{
    const char *pounds = text;
    if (strncmp(pounds, "£", strlen("£")) == 0)
        pounds += strlen("£");
    while (*pounds == ' ')
        pounds++;
    struct buf whole = BUF_ZERO;
    struct buf fraction = BUF_ZERO;
    bool negative = false;
    int status = 0;
    if (!decimal(&whole, &fraction, &negative, pounds) || negative || fraction.len > 2) {
        (void)error_set(err, STATUS_DATA, "“%.200s” is not an amount of money", text);
        status = error_hint(err, "For example 12.21, £450 or 23,500.");
    } else {
        while (fraction.len < 2 && !fraction.failed)
            buf_push(&fraction, '0');
        buf_printf(&whole, ".%s", buf_text(&fraction));
        status = buf_ok(&whole, err);
        if (status == 0)
            status = value_set_text(out, buf_text(&whole), whole.len, err);
    }
    buf_free(&whole);
    buf_free(&fraction);
    return status;
}

int field_read_phone(struct value *out, const char *text, struct error *err)
{
    size_t digits = 0;
    for (const char *c = text; *c; c++)
        digits += *c >= '0' && *c <= '9';
    if (digits < 3 || strlen(text) > PHONE_MAX) {
        (void)error_set(err, STATUS_DATA, "“%.200s” is not a telephone number", text);
        return error_hint(err, "For example 01632 960123 or +44 1632 960123 ext 4.");
    }
    struct buf squeezed = BUF_ZERO;
    utf8_squeeze(&squeezed, text, strlen(text));
    int status = buf_ok(&squeezed, err);
    if (status == 0)
        status = value_set_text(out, buf_text(&squeezed), squeezed.len, err);
    buf_free(&squeezed);
    return status;
}

int field_read_email(struct value *out, const char *text, struct error *err)
{
    const char *at = strchr(text, '@');
    bool good = at && at != text && !strchr(at + 1, '@') && strlen(text) <= EMAIL_MAX &&
                text[strcspn(text, " \t,;<>()\"")] == '\0';
    if (good) {
        const char *dot = strrchr(at, '.');
        good = dot && dot > at + 1 && dot[1] != '\0' && at[1] != '.' && !strstr(at, "..");
    }
    if (!good) {
        (void)error_set(err, STATUS_DATA, "“%.200s” is not an email address", text);
        return error_hint(err, "For example ada@example.org, without a name beside it.");
    }
    return value_set_text(out, text, strlen(text), err);
}
