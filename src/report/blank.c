/* SPDX-License-Identifier: GPL-3.0-or-later
 * The blank form. Short answers stand two in a line where they fit; choices are boxes to tick; long
 * ones get ruled lines. Nothing is ever broken in the middle of a box.
 */
#include "inwork/report/blank.h"

#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/model/columns.h"
#include "inwork/store/catalogue.h"
#include "inwork/text/wrap.h"

#define LONG_LINES 4 /* to write on */
#define PART_ROWS 4  /* empty, in a table */
#define PART_COLUMNS 4
#define TWO_FROM 64 /* columns from which two short answers share a line */
#define INDENT 4    /* of choices and lines under their label */

struct page {
    struct buf *out;
    size_t width;
    bool plain;
    struct buf half; /* the first of two in one line, waiting for the second */
    bool half_open;  /* it ends in a line to write on, which may be longer */
    bool sensitive;  /* something was marked so */
};

static void repeat(struct buf *out, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++)
        buf_add(out, text);
}

static size_t columns(const struct buf *b)
{
    return utf8_width(buf_text(b), b->len);
}

/* End a line that may be waiting. */
static void flush(struct page *p)
{
    size_t used = columns(&p->half);
    if (p->half.len > 0 && p->half_open && used < p->width)
        repeat(&p->half, "_", p->width - used);
    if (p->half.len > 0)
        buf_printf(p->out, "%s\n", buf_text(&p->half));
    buf_clear(&p->half);
}

static void blank_line(struct page *p)
{
    flush(p);
    buf_push(p->out, '\n');
}

/* Wrapped, each line after `indent` blanks. */
static int paragraph(struct page *p, const char *text, size_t indent, struct error *err)
{
    struct wrap w = {0};
    struct buf line = BUF_ZERO;
    flush(p);
    int status = wrap_text(&w, text, strlen(text), p->width - indent, err);
    for (size_t i = 0; status == 0 && i < w.count; i++) {
        buf_clear(&line);
        wrap_draw(&line, &w, text, strlen(text), i);
        while (line.len > 0 && line.data[line.len - 1] == ' ')
            buf_truncate(&line, line.len - 1);
        repeat(p->out, " ", indent);
        buf_printf(p->out, "%s\n", buf_text(&line));
    }
    buf_free(&line);
    wrap_clear(&w);
    return status;
}

static void rule(struct page *p, size_t indent)
{
    flush(p);
    repeat(p->out, " ", indent);
    repeat(p->out, "_", p->width - indent);
    buf_push(p->out, '\n');
}

static const char *box(const struct page *p)
{
    return p->plain ? "[ ]" : "\xE2\x98\x90"; /* BALLOT BOX */
}

static void label(struct buf *out, struct page *p, const struct catalogue_field *f)
{
    buf_printf(out, "%s%s%s", f->label, f->required ? " (needed)" : "", f->sensitive ? " *" : "");
    p->sensitive = p->sensitive || f->sensitive;
}

/* Room for the answer itself; *open when it is as long as there is room for. */
static void slot(struct buf *out, const struct page *p, enum field_type type, bool *open)
{
    *open = false;
    switch (type) {
    case FIELD_DATE:
        buf_add(out, "___ /___ /______");
        break;
    case FIELD_TIME:
        buf_add(out, "____ : ____");
        break;
    case FIELD_YES_NO:
        buf_printf(out, "%s Yes  %s No", box(p), box(p));
        break;
    case FIELD_NUMBER:
        buf_add(out, "__________");
        break;
    case FIELD_MONEY:
        buf_add(out, p->plain ? "GBP __________" : "\xC2\xA3__________");
        break;
    default:
        buf_add(out, "______________");
        *open = true;
        break;
    }
}

/* In half a line, or a whole one, or below its label, as there is room. */
static void short_answer(struct page *p, const struct catalogue_field *f)
{
    struct buf text = BUF_ZERO;
    struct buf room = BUF_ZERO;
    bool open = false;
    label(&text, p, f);
    buf_add(&text, ":");
    slot(&room, p, f->type, &open);
    size_t half = p->width >= TWO_FROM ? (p->width - 2) / 2 : p->width;
    size_t wide = columns(&text) + 1 + columns(&room);
    if (wide > p->width) {
        flush(p);
        buf_printf(p->out, "%s\n", buf_text(&text));
        buf_clear(&text);
        repeat(&text, " ", INDENT - 1);
        wide = INDENT + columns(&room);
    }
    buf_printf(&text, " %s", buf_text(&room));
    size_t most = wide > half ? p->width : half;
    if (open)
        repeat(&text, "_", most - wide);
    if (p->half.len > 0 && most == half && half < p->width) {
        repeat(&p->half, " ", half + 2 - columns(&p->half));
        buf_append(&p->half, buf_text(&text), text.len);
        p->half_open = open;
        flush(p);
    } else {
        flush(p);
        buf_append(&p->half, buf_text(&text), text.len);
        p->half_open = open;
        if (most == p->width)
            flush(p);
    }
    buf_free(&text);
    buf_free(&room);
}

static int choices(struct page *p, const struct catalogue_field *f, struct error *err)
{
    struct buf line = BUF_ZERO;
    flush(p);
    label(&line, p, f);
    buf_add(&line, f->type == FIELD_SEVERAL_OF ? " (any number)" : "");
    int status = paragraph(p, buf_text(&line), 0, err);
    buf_clear(&line);
    for (size_t i = 0; status == 0 && i < f->choice_count; i++) {
        struct buf one = BUF_ZERO;
        buf_printf(&one, "%s %s", box(p), f->choices[i].label);
        bool alone = columns(&one) + INDENT > p->width;
        if (line.len > 0 && (alone || columns(&line) + 3 + columns(&one) > p->width)) {
            buf_printf(p->out, "%s\n", buf_text(&line));
            buf_clear(&line);
        }
        if (alone) { /* a line of its own, broken where it must be */
            status = paragraph(p, buf_text(&one), INDENT, err);
            buf_free(&one);
            continue;
        }
        repeat(&line, " ", line.len > 0 ? 3 : INDENT);
        buf_append(&line, buf_text(&one), one.len);
        buf_free(&one);
    }
    if (line.len > 0)
        buf_printf(p->out, "%s\n", buf_text(&line));
    status = status != 0 ? status : buf_ok(&line, err);
    buf_free(&line);
    return status;
}

static int long_answer(struct page *p, const struct catalogue_field *f, struct error *err)
{
    struct buf line = BUF_ZERO;
    flush(p);
    label(&line, p, f);
    buf_printf(p->out, "%s\n", buf_text(&line));
    buf_free(&line);
    int status = paragraph(p, f->help, INDENT, err);
    for (int i = 0; i < LONG_LINES; i++) {
        blank_line(p);
        rule(p, INDENT);
    }
    return status;
}

static int answer(struct page *p, const struct catalogue_field *f, struct error *err)
{
    switch (f->type) {
    case FIELD_LONG_TEXT:
        return long_answer(p, f, err);
    case FIELD_ONE_OF:
    case FIELD_SEVERAL_OF:
        return choices(p, f, err);
    default:
        short_answer(p, f);
        return 0;
    }
}

static bool has_fields(const struct catalogue_kind *k, const char *section)
{
    for (size_t i = 0; i < k->field_count; i++)
        if (strcmp(k->fields[i].section, section) == 0)
            return true;
    return false;
}

static void heading(struct page *p, const char *title)
{
    blank_line(p);
    size_t wide = utf8_width(title, strlen(title));
    buf_printf(p->out, "%s ", title);
    repeat(p->out, p->plain ? "-" : "\xE2\x94\x80", wide + 1 < p->width ? p->width - wide - 1 : 0);
    buf_push(p->out, '\n');
}

static int section(struct page *p, const struct catalogue_kind *k, const char *name,
                   const char *title, const char *help, struct error *err)
{
    if (!has_fields(k, name))
        return 0;
    heading(p, title);
    int status = help[0] != '\0' ? paragraph(p, help, 0, err) : 0;
    blank_line(p);
    for (size_t i = 0; status == 0 && i < k->field_count; i++)
        if (strcmp(k->fields[i].section, name) == 0)
            status = answer(p, &k->fields[i], err);
    flush(p);
    return status;
}

/* How much of a heading its first line takes: whole words, if there is a gap between two. */
static size_t first_words(const char *text, size_t room)
{
    size_t n = utf8_fit(text, strlen(text), room);
    size_t gap = n;
    while (text[n] != '\0' && gap > 0 && text[gap] != ' ')
        gap--;
    return gap > 0 ? gap : n;
}

/* A row of cells between bars, with the first or the second line of the headings, if any; `with`
 * fills the empty ones. Whether a heading goes on in the next line. */
static bool cells(struct page *p, const struct catalogue_field *const *fields, size_t count,
                  bool second, const char *with)
{
    bool more = false;
    size_t each = (p->width - 1) / count;
    buf_push(p->out, '|');
    for (size_t i = 0; i < count; i++) {
        size_t room = (i + 1 == count ? p->width - 1 - each * (count - 1) : each) - 1;
        const char *text = fields ? fields[i]->label : "";
        size_t within = room > 0 ? room - 1 : 0;
        text += second ? first_words(text, within) : 0;
        text += second && *text == ' ';
        size_t n = second ? utf8_fit(text, strlen(text), within) : first_words(text, within);
        more = more || text[n] != '\0';
        size_t used = utf8_width(text, n);
        if (n > 0) {
            buf_push(p->out, ' ');
            buf_append(p->out, text, n);
            used++;
        }
        repeat(p->out, with, room - used);
        buf_push(p->out, '|');
    }
    buf_push(p->out, '\n');
    return more;
}

static int parts(struct page *p, const struct catalogue *c, const struct catalogue_kind *kind,
                 struct error *err)
{
    size_t known = columns_part_kinds(c, kind);
    int status = 0;
    for (size_t i = 0; i < c->kind_count && status == 0; i++) {
        const struct catalogue_kind *part = &c->kinds[i];
        const struct catalogue_field *fields[PART_COLUMNS];
        const struct catalogue_field *by = columns_part_by(part, kind);
        if (known > COLUMNS_TABLES_APART || !by)
            continue;
        size_t n = columns_choose(fields, p->width < TWO_FROM ? 2 : PART_COLUMNS, part, by);
        if (n == 0)
            continue;
        heading(p, part->plural);
        status = paragraph(p, part->help, 0, err);
        if (cells(p, fields, n, false, " "))
            (void)cells(p, fields, n, true, " ");
        for (int row = 0; row < PART_ROWS; row++) {
            (void)cells(p, NULL, n, false, " ");
            (void)cells(p, NULL, n, false, "_");
        }
    }
    return status;
}

int blank_form(struct buf *out, const struct catalogue *c, const struct catalogue_kind *kind,
               int width, bool plain, struct error *err)
{
    int least = width < BLANK_WIDTH_LEAST ? BLANK_WIDTH_LEAST : width;
    struct page p = {.out = out,
                     .width = (size_t)(least > BLANK_WIDTH_MOST ? BLANK_WIDTH_MOST : least),
                     .plain = plain};
    static const struct catalogue_field who = {.label = "Written by", .type = FIELD_TEXT};
    static const struct catalogue_field when = {.label = "On", .type = FIELD_DATE};
    struct buf title = BUF_ZERO;
    buf_printf(&title, "%s (%s)", kind->title, kind->name);
    int status = paragraph(&p, buf_text(&title), 0, err);
    buf_free(&title);
    status = status != 0 ? status : paragraph(&p, kind->help, 0, err);
    status = status != 0 ? status
                         : paragraph(&p,
                                     "Nothing has to be filled in. What is left empty was not "
                                     "asked; that is no answer of no.",
                                     0, err);
    blank_line(&p);
    short_answer(&p, &who);
    short_answer(&p, &when);
    flush(&p);
    status = status != 0 ? status : section(&p, kind, "", kind->title, "", err);
    for (size_t i = 0; status == 0 && i < kind->section_count; i++)
        status = section(&p, kind, kind->sections[i].name, kind->sections[i].title,
                         kind->sections[i].help, err);
    status = status != 0 ? status : parts(&p, c, kind, err);
    if (status == 0 && p.sensitive) {
        blank_line(&p);
        status = paragraph(&p, "* Sensitive: left out when something is shared.", 0, err);
    }
    if (status == 0 && strstr(kind->help, "Framework:") != NULL) {
        blank_line(&p);
        status = paragraph(&p,
                           "Framework: the IPS competence framework of the National Collaborating "
                           "Centre for Mental Health and UCL.",
                           0, err);
    }
    status = status != 0 ? status : buf_ok(&p.half, err);
    buf_free(&p.half);
    return status != 0 ? status : buf_ok(out, err);
}
