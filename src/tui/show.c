/* SPDX-License-Identifier: GPL-3.0-or-later
 * Nothing here decides what a value means; it only spells it.
 */
#include "show_int.h"

#include "inwork/base/date.h"
#include "inwork/store/record.h"
#include "ui_int.h"

const char *show_choice(const struct catalogue_field *f, const char *code)
{
    for (size_t i = 0; f != NULL && i < f->choice_count; i++) {
        if (strcmp(f->choices[i].value, code) == 0) {
            return f->choices[i].label;
        }
    }
    return code;
}

void show_title(struct ui *ui, struct buf *out, const char *id)
{
    struct record r = {0};
    if (ui->store != NULL && store_record(ui->store, id, &r, NULL) == 0) {
        ui_name(ui, out, r.title != NULL && r.title[0] != '\0' ? r.title : "(no name)");
    } else {
        buf_add(out, "not held here");
    }
    record_clear(&r);
}

void show_moment(struct buf *out, const char *at)
{
    int64_t seconds = 0;
    if (at != NULL && time_parse_rfc3339(&seconds, at)) {
        time_describe(out, seconds);
    } else {
        buf_add(out, at != NULL && at[0] != '\0' ? at : "at an unknown time");
    }
}

void show_when(struct buf *out, int64_t now, const char *at)
{
    int64_t seconds = 0;
    if (at == NULL || !time_parse_rfc3339(&seconds, at)) {
        show_moment(out, at);
        return;
    }
    struct date today = date_of_moment(now);
    struct date day = date_of_moment(seconds);
    struct buf full = BUF_ZERO; /* "7 Sep 2026, 14:03" */
    time_describe(&full, seconds);
    const char *comma = strchr(buf_text(&full), ',');
    if (comma == NULL) {
        buf_add(out, buf_text(&full));
    } else if (date_compare(day, today) == 0) {
        buf_add(out, comma + 2);
    } else {
        size_t n = (size_t)(comma - full.data);
        buf_append(out, full.data, day.year == today.year && n > 5 ? n - 5 : n);
    }
    buf_free(&full);
}

bool show_hides(const struct ui *ui, const struct catalogue_field *f)
{
    if (!ui->private || f == NULL) {
        return false;
    }
    return f->sensitive || f->type == FIELD_PHONE || f->type == FIELD_EMAIL ||
           strcmp(f->name, "name") == 0 || strcmp(f->name, "preferred_name") == 0;
}

static void show_text(struct ui *ui, struct buf *out, const struct catalogue_field *f,
                      const char *text)
{
    struct date d;
    if (f == NULL) {
        buf_add(out, text);
    } else if (f->type == FIELD_ONE_OF) {
        buf_add(out, show_choice(f, text));
    } else if (f->type == FIELD_YES_NO) {
        buf_add(out, strcmp(text, "yes") == 0 ? "Yes" : strcmp(text, "no") == 0 ? "No" : text);
    } else if (f->type == FIELD_DATE && date_parse(&d, text)) {
        date_describe_day(out, d);
    } else if (f->type == FIELD_REFERENCE) {
        show_title(ui, out, text);
    } else if (show_hides(ui, f)) {
        ui_name(ui, out, text);
    } else {
        buf_add(out, text);
    }
}

void show_value(struct ui *ui, struct buf *out, const struct catalogue_field *f,
                const struct value *v)
{
    if (v->type == VALUE_TEXT) {
        show_text(ui, out, f, v->text);
    } else if (v->type == VALUE_LIST) {
        for (size_t i = 0; i < v->count; i++) {
            buf_add(out, i > 0 ? ", " : "");
            buf_add(out, show_choice(f, v->items[i]));
        }
    }
}
