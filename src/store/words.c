/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people call a record, and which of its words search covers. Both are computed from current
 * values and catalogue alone: the index keeps no copy of the text, so what was put in must be
 * computable again to be taken out.
 */
#include "derive_int.h"
#include "inwork/base/date.h"
#include "inwork/base/utf8.h"
#include "inwork/store/catalogue.h"
#include "search_int.h"

#define TITLE_PART_COLUMNS 60

/* Higher comes first in search results; within a class, what was made last. */
int search_class(const char *kind)
{
    static const struct {
        const char *kind;
        int class;
    } classes[] = {
        {"client", 7}, {"employer", 6}, {"employer_person", 5},  {"job", 4},  {"job_setting", 4},
        {"note", 2},   {"member", 4},   {"employer_contact", 2}, {"team", 1}, {"setting", 1},
    };
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (strcmp(classes[i].kind, kind) == 0)
            return classes[i].class;
    return 3;
}

int64_t search_rowid(const char *kind, int64_t seq)
{
    return (int64_t)search_class(kind) << 40 | seq;
}

static const char *choice_label(const struct catalogue_field *f, const char *value)
{
    for (size_t i = 0; f && i < f->choice_count; i++)
        if (strcmp(f->choices[i].value, value) == 0)
            return f->choices[i].label;
    return value;
}

/* "5 Nov 2026". */
static bool add_day(struct buf *out, const char *value)
{
    struct date d;
    if (!date_parse(&d, value))
        return false;
    buf_printf(out, "%d %.3s %d", d.day, date_month_name(d.month), d.year);
    return true;
}

static void title_part(struct buf *out, const struct catalogue_field *f, const char *value,
                       bool sorting)
{
    if (!sorting && f && f->type == FIELD_DATE && add_day(out, value))
        return;
    const char *shown = f && f->type == FIELD_ONE_OF ? choice_label(f, value) : value;
    size_t n = strlen(shown);
    const char *line = memchr(shown, '\n', n);
    if (line)
        n = (size_t)(line - shown);
    bool cut = line != NULL;
    if (!f || f->type != FIELD_TEXT) {
        size_t fits = utf8_fit(shown, n, TITLE_PART_COLUMNS);
        cut = cut || fits < n;
        n = fits;
    }
    buf_append(out, shown, n);
    if (cut)
        buf_add(out, "…");
}

/* The row that leads a field, or r->count. */
static size_t find_lead(const struct current_rows *r, const char *field, size_t n)
{
    for (size_t i = 0; i < r->count; i++) {
        const char *name = row_field(r, i);
        if (r->rows[i].lead && strncmp(name, field, n) == 0 && name[n] == 0)
            return i;
    }
    return r->count;
}

/* "Vocational profile" as it stands inside a sentence. */
static void add_lower(struct buf *out, const char *title)
{
    if (title[0] >= 'A' && title[0] <= 'Z' && !(title[1] >= 'A' && title[1] <= 'Z')) {
        buf_push(out, (char)(title[0] - 'A' + 'a'));
        title++;
    }
    buf_add(out, title);
}

/* Is a title made of this field? */
static bool in_title(const struct catalogue_kind *kind, const struct catalogue_field *f)
{
    if (!kind)
        return false;
    const char *names = kind->title_fields;
    while (*names) {
        size_t n = strcspn(names, ",");
        if (strncmp(names, f->name, n) == 0 && f->name[n] == 0)
            return true;
        names += n;
        if (*names)
            names++;
    }
    return false;
}

bool title_has_day(const struct catalogue_kind *kind, const struct current_rows *r)
{
    for (size_t i = 0; kind && i < r->count; i++) {
        const struct catalogue_field *f = catalogue_field(kind, row_field(r, i));
        if (f && f->type == FIELD_DATE && in_title(kind, f))
            return true;
    }
    return false;
}

void title_build(struct buf *out, const struct catalogue_kind *kind, const char *kind_name,
                 const char *parent_title, const struct current_rows *r, bool sorting)
{
    size_t start = out->len;
    const char *names = kind ? kind->title_fields : "name";
    while (*names) {
        size_t n = strcspn(names, ",");
        size_t i = find_lead(r, names, n);
        if (i < r->count && r->rows[i].type == 1 && r->rows[i].length > 0) {
            if (out->len > start)
                buf_add(out, ", ");
            const struct catalogue_field *f = catalogue_field(kind, row_field(r, i));
            title_part(out, f, row_value(r, i), sorting);
        }
        names += n;
        if (*names)
            names++;
    }
    if (out->len > start)
        return;
    if (parent_title && parent_title[0]) {
        buf_printf(out, "%s, ", parent_title);
        add_lower(out, kind ? kind->title : kind_name);
    } else {
        buf_printf(out, "(%s)", kind ? kind->title : kind_name);
    }
}

static bool covered(const struct catalogue_field *f, const char *field)
{
    if (!f)
        return field[0] != '_'; /* unknown here: perhaps a newer program's */
    return f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT || f->type == FIELD_PHONE ||
           f->type == FIELD_EMAIL;
}

/* "Sainsbury's" is two words to the index; people type "sainsburys". Add such words in one. */
static void add_joined(struct buf *out, const char *text)
{
    static const char curly[] = "\xE2\x80\x99";
    const char *word = text;
    for (const char *p = text;; p++) {
        if (*p && *p != ' ' && *p != '\n' && *p != '\t')
            continue;
        size_t n = (size_t)(p - word);
        const char *straight = memchr(word, '\'', n);
        const char *bent = memmem(word, n, curly, 3);
        if ((straight && straight > word) || (bent && bent > word)) {
            for (size_t i = 0; i < n; i++) {
                if (bent && i + 3 <= n && memcmp(word + i, curly, 3) == 0)
                    i += 2;
                else if (word[i] != '\'')
                    buf_push(out, word[i]);
            }
            buf_push(out, '\n');
        }
        if (!*p)
            return;
        word = p + 1;
    }
}

static void add_digits(struct buf *out, const char *phone)
{
    if (!strchr(phone, ' '))
        return;
    for (; *phone; phone++)
        if (*phone >= '0' && *phone <= '9')
            buf_push(out, *phone);
    buf_push(out, '\n');
}

void words_build(struct buf *out, const struct catalogue_kind *kind, const struct current_rows *r,
                 const char *title, const char *context)
{
    add_joined(out, title);
    for (size_t i = 0, end; i < r->count; i = end) {
        end = current_group(r, i);
        const char *name = row_field(r, i);
        const struct catalogue_field *f = catalogue_field(kind, name);
        if (!covered(f, name))
            continue;
        for (size_t j = i; j < end; j++) {
            /* A text of one line stands whole in the title. */
            bool again = r->rows[j].type != 1 ||
                         (r->rows[j].lead && f && f->type == FIELD_TEXT && in_title(kind, f));
            for (size_t k = i; k < j && !again; k++)
                again = current_same(r, k, j);
            if (again)
                continue;
            buf_append(out, row_value(r, j), r->rows[j].length);
            buf_push(out, '\n');
            if (f && f->type == FIELD_PHONE)
                add_digits(out, row_value(r, j));
        }
    }
    buf_add(out, context);
}
