/* SPDX-License-Identifier: GPL-3.0-or-later
 * Laying the items of a sheet out in lines, scrolling and moving among them.
 */
#include "draw_int.h"
#include "input_int.h"
#include "inwork/base/utf8.h"
#include "inwork/text/wrap.h"
#include "sheet_int.h"
#include "sync_int.h"
#include "ui_int.h"

#define NONE_LINES 2   /* for the kinds of which there is nothing yet */
#define LINES_SHOWN 12 /* of one answer; the form has all of it */

struct paper {
    struct sheet *sheet;
    struct ui *ui;
    WINDOW *w;
    int top, left, height, width;
    int label; /* columns for labels; 0: labels on a line of their own */
    bool focus;
};

const struct sheet_item *sheet_selected(const struct sheet *s)
{
    return s->selected < s->count ? &s->items[s->selected] : NULL;
}

static void line_at(const struct paper *p, int line, int column, enum role role, const char *text,
                    size_t n)
{
    int row = line - p->sheet->top;
    if (row >= 0 && row < p->height) {
        (void)draw_slice(&p->ui->style, p->w, p->top + row, p->left + column, p->width - column,
                         role, text, n);
    }
}

/* Draw a wrapped text from `line` on; the number of lines it takes. */
static int text_at(const struct paper *p, int line, int column, enum role role, const char *text,
                   int most)
{
    struct wrap rows = {0};
    struct buf drawn = BUF_ZERO;
    size_t n = strlen(text);
    int width = p->width - column - 1;
    int used = 0;
    if (width >= 2 && wrap_text(&rows, text, n, (size_t)width, NULL) == 0) {
        for (size_t i = 0; i < rows.count && used < most; i++, used++) {
            buf_clear(&drawn);
            wrap_draw(&drawn, &rows, text, n, i);
            if (used == most - 1 && i + 1 < rows.count && most == LINES_SHOWN) {
                buf_clear(&drawn);
                buf_add(&drawn, "… (e shows all of it)");
            } else if (used == most - 1 && i + 1 < rows.count) {
                buf_truncate(&drawn, utf8_fit(buf_text(&drawn), drawn.len, (size_t)width - 1));
                buf_add(&drawn, "…");
            }
            line_at(p, line + used, column, role, buf_text(&drawn), drawn.len);
        }
    }
    buf_free(&drawn);
    wrap_clear(&rows);
    return used > 0 ? used : 1;
}

static int field_at(const struct paper *p, const struct sheet_item *item, int line)
{
    enum role label = item->conflict ? ROLE_ERROR : ROLE_LABEL;
    struct buf name = BUF_ZERO;
    buf_printf(&name, "%s%s", item->conflict ? "! " : "", item->label);
    enum role role = item->text[0] != '\0' ? ROLE_TEXT : ROLE_MUTED;
    bool asked = item->field != NULL &&
                 (item->field->type == FIELD_YES_NO || item->field->type == FIELD_ONE_OF ||
                  item->field->type == FIELD_SEVERAL_OF);
    const char *text = item->text[0] != '\0' ? item->text : asked ? "not asked yet" : "-";
    int used = 0;
    if (p->label > 0) {
        bool fits = utf8_width(buf_text(&name), name.len) < (size_t)p->label;
        used = fits ? 0 : 1; /* a long label has a line of its own */
        line_at(p, line, 2, label, buf_text(&name), name.len);
        used += text_at(p, line + used, 2 + p->label, role, text, LINES_SHOWN);
    } else {
        line_at(p, line, 2, label, buf_text(&name), name.len);
        used = 1 + text_at(p, line + 1, 4, role, text, LINES_SHOWN);
    }
    buf_free(&name);
    return used;
}

static int gaps_at(const struct paper *p, const struct sheet_item *item, int line)
{
    struct buf text = BUF_ZERO;
    bool section = item->label[0] != '\0';
    buf_printf(&text, "%s: %s", section ? item->label : "Not asked yet", item->text);
    int used = text_at(p, line, 2, ROLE_MUTED, buf_text(&text), 2);
    buf_free(&text);
    return used;
}

static void area_at(const struct paper *p, const struct sheet_item *item, int line)
{
    int row = line - p->sheet->top;
    if (row < 0 || row >= p->height) {
        return;
    }
    int wide = (int)utf8_width(item->label, strlen(item->label));
    (void)draw_text(&p->ui->style, p->w, p->top + row, p->left, p->width, ROLE_TITLE, item->label);
    if (item->text != NULL && item->text[0] != '\0') {
        struct buf text = BUF_ZERO;
        buf_printf(&text, "(%s)", item->text);
        (void)draw_text(&p->ui->style, p->w, p->top + row, p->left + wide + 1, p->width - wide - 1,
                        ROLE_MUTED, buf_text(&text));
        wide += (int)text.len + 1;
        buf_free(&text);
    }
    draw_rule(&p->ui->style, p->w, p->top + row, p->left + wide + 1, p->width - wide - 2);
}

/* A part: in grouped pages what kind it is stands where labels are, with the count always seen. */
static int part_at(const struct paper *p, const struct sheet_item *item, int line)
{
    struct buf text = BUF_ZERO;
    const char *mark = item->conflict                               ? "! "
                       : item->unsent && sync_has_team(p->ui->sync) ? "* "
                                                                    : "";
    enum role role = item->conflict ? ROLE_ERROR : ROLE_TEXT;
    int column = 2;
    int used = 0;
    buf_add(&text, mark);
    ui_name(p->ui, &text, item->text);
    if (p->sheet->areas && item->caption != NULL) {
        const char *count = strrchr(item->caption, '(');
        size_t n = strlen(item->caption);
        if (p->label == 0) {
            line_at(p, line + used++, column, ROLE_LABEL, item->caption, n);
        } else if (utf8_width(item->caption, n) < (size_t)p->label || count == NULL) {
            line_at(p, line, column, ROLE_LABEL, item->caption, n);
        } else {
            size_t wide = utf8_width(count, strlen(count));
            size_t fits = utf8_fit(item->caption, (size_t)(count - item->caption),
                                   (size_t)p->label - wide - 2);
            struct buf label = BUF_ZERO;
            buf_append(&label, item->caption, fits);
            buf_printf(&label, "…%s", count);
            line_at(p, line, column, ROLE_LABEL, buf_text(&label), label.len);
            buf_free(&label);
        }
    }
    column += p->sheet->areas ? (p->label > 0 ? p->label : 2) : 0;
    used += text_at(p, line + used, column, role, buf_text(&text), 2);
    buf_free(&text);
    return used;
}

static size_t rows_of(const char *text, size_t n, int width)
{
    struct wrap rows = {0};
    size_t count = wrap_text(&rows, text, n, (size_t)width, NULL) == 0 ? rows.count : 0;
    wrap_clear(&rows);
    return count;
}

/* In two lines at most: gaps are seen, and never in the way. How to add is always told, and "more"
 * at the edge takes nothing. */
static int none_at(const struct paper *p, const struct sheet_item *item, int line)
{
    struct paper narrow = *p;
    struct buf text = BUF_ZERO;
    size_t kept = strlen(item->text);
    narrow.width = p->width > 40 ? p->width - 7 : p->width;
    int width = narrow.width - 3;
    buf_printf(&text, "nothing yet: %s (Enter to add)", item->text);
    while (width >= 20 && rows_of(buf_text(&text), text.len, width) > NONE_LINES) {
        while (kept > 0 && item->text[--kept] != ',') { /* one kind less */
        }
        buf_clear(&text);
        buf_printf(&text, "nothing yet: %.*s, … (Enter to add)", (int)kept, item->text);
        if (kept == 0) {
            break;
        }
    }
    int used = text_at(&narrow, line, 2, ROLE_MUTED, buf_text(&text), NONE_LINES);
    buf_free(&text);
    return used;
}

static int item_at(const struct paper *p, const struct sheet_item *item, int line, bool first)
{
    struct buf text = BUF_ZERO;
    int used = 1;
    switch (item->type) {
    case SHEET_HEADING:
        used = first ? 1 : 2;
        line_at(p, line + used - 1, 0, ROLE_TITLE, item->label, strlen(item->label));
        if (item->text != NULL) {
            buf_printf(&text, "(%s)", item->text);
            line_at(p, line + used - 1, (int)utf8_width(item->label, strlen(item->label)) + 1,
                    ROLE_MUTED, buf_text(&text), text.len);
        }
        break;
    case SHEET_FIELD:
        used = field_at(p, item, line);
        break;
    case SHEET_GAPS:
        used = gaps_at(p, item, line);
        break;
    case SHEET_AREA:
        used = first ? 1 : 2;
        area_at(p, item, line + used - 1);
        break;
    case SHEET_PART:
        used = part_at(p, item, line);
        break;
    case SHEET_NONE:
        used = none_at(p, item, line);
        break;
    case SHEET_MORE:
        buf_printf(&text, "all %zu (Enter)", item->total);
        line_at(p, line, p->sheet->areas ? 2 + p->label : 2, ROLE_MUTED, buf_text(&text), text.len);
        break;
    case SHEET_ADD:
        buf_printf(&text, "+ %s", item->label);
        line_at(p, line, 2, ROLE_MUTED, buf_text(&text), text.len);
        break;
    case SHEET_NOTICE:
        used = text_at(p, line, 2, ROLE_WARNING, item->text, 3);
        break;
    }
    buf_free(&text);
    return used;
}

static bool stops(const struct sheet_item *item)
{
    return item->type != SHEET_HEADING && item->type != SHEET_AREA;
}

/* One pass over all items; paints what is in sight. Lines of the item with the focus go to *from
 * and *to (one past). */
static int lay_out(const struct paper *p, int *from, int *to)
{
    int line = 0;
    for (size_t i = 0; i < p->sheet->count; i++) {
        const struct sheet_item *item = &p->sheet->items[i];
        int used = item_at(p, item, line, i == 0);
        if (i == p->sheet->selected) {
            *from = !stops(item) && i > 0 ? line + 1 : line;
            *to = line + used;
        }
        line += used;
    }
    return line;
}

#define LABEL_WIDE 26
#define LABEL_MOST 30 /* the longest label there is, and a space */
#define LABEL_FROM 70 /* columns from which labels are never cut */

/* As wide as the labels of this page need. */
static int label_width(const struct sheet *s, int width)
{
    size_t wide = LABEL_WIDE;
    if (width < LABEL_FROM) {
        return width >= UI_TWO_PANES ? LABEL_WIDE : width >= 44 ? 18 : 0;
    }
    for (size_t i = 0; i < s->count; i++) {
        const struct sheet_item *item = &s->items[i];
        const char *label = item->type == SHEET_FIELD                               ? item->label
                            : item->type == SHEET_PART && s->areas && item->caption ? item->caption
                                                                                    : "";
        size_t n = utf8_width(label, strlen(label)) + 1;
        wide = n > wide ? n : wide;
    }
    return wide < LABEL_MOST ? (int)wide : LABEL_MOST;
}

void sheet_draw(struct sheet *s, struct ui *ui, WINDOW *w, int top, int left, int height, int width,
                bool focus, int *row, int *column)
{
    int from = 0;
    int to = 1;
    int label = label_width(s, width);
    struct paper p = {s, ui, w, top, left, 0, width, label, focus};
    s->lines = lay_out(&p, &from, &to); /* height 0: only measured */
    s->height = height;
    if (to > s->top + height) {
        s->top = to - height;
    }
    if (from < s->top) {
        s->top = from;
    }
    if (s->jumped) { /* the headings above it too */
        int above = 0;
        for (size_t i = s->selected; i > 0 && !stops(&s->items[i - 1]); i--) {
            above++;
        }
        s->top = from > above ? from - above : 0;
        s->jumped = false;
    }
    if (s->selected <= 1 || (s->selected == 2 && !stops(&s->items[1]))) {
        s->top = 0;
    }
    if (s->top > 0 && s->top + height > s->lines) {
        s->top = s->lines > height ? s->lines - height : 0;
    }
    p.height = height;
    (void)lay_out(&p, &from, &to);
    *row = top + from - s->top;
    *column = left;
    if (focus && s->count > 0) {
        for (int line = from; line < to && line - s->top < height; line++) {
            if (line >= s->top) {
                (void)mvwchgat(w, top + line - s->top, left, width, A_REVERSE, 0, NULL);
            }
        }
        (void)draw_text(&ui->style, w, *row, left, 1, ROLE_SELECTED, ">");
    }
    if (s->top + height < s->lines && height > 1) {
        (void)draw_right(&ui->style, w, top + height - 1, left + width - 7, 7, ROLE_MUTED,
                         ui->style.plain ? " more" : " more ↓");
    }
}

static void go(struct sheet *s, size_t from, int step)
{
    for (size_t i = from; i < s->count; i = (size_t)((long)i + step)) {
        if (stops(&s->items[i])) {
            s->selected = i;
            return;
        }
        if (i == 0 && step < 0) {
            return;
        }
    }
}

void sheet_find(struct sheet *s, const char *id)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->items[i].type == SHEET_PART && strcmp(s->items[i].id, id) == 0) {
            s->selected = i;
            return;
        }
    }
}

bool sheet_has(const struct sheet *s, const struct catalogue_kind *kind)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->items[i].type == SHEET_PART && s->items[i].kind == kind) {
            return true;
        }
    }
    return false;
}

void sheet_go(struct sheet *s, size_t heading)
{
    go(s, heading, 1);
    s->jumped = true;
}

static void go_section(struct sheet *s, int step)
{
    long i = (long)s->selected;
    if (step < 0) { /* to the headings above, then before them */
        while (i > 0 && stops(&s->items[i])) {
            i--;
        }
        while (i > 0 && !stops(&s->items[i - 1])) {
            i--;
        }
    }
    for (i += step; i >= 0 && i < (long)s->count; i += step) {
        if (!stops(&s->items[i])) {
            while (step < 0 && i > 0 && !stops(&s->items[i - 1])) {
                i--;
            }
            sheet_go(s, (size_t)i);
            return;
        }
    }
    go(s, step < 0 ? 0 : s->count - 1, step < 0 ? 1 : -1);
}

bool sheet_area(const struct sheet *s, int step, size_t *heading)
{
    size_t i = s->selected < s->count ? s->selected : 0;
    while (i > 0 && s->items[i].type != SHEET_AREA) {
        i--;
    }
    if (i >= s->count || s->items[i].type != SHEET_AREA) {
        return false;
    }
    for (long n = (long)i + step; step != 0; n += step) {
        if (n < 0 || n >= (long)s->count) {
            return false;
        }
        if (s->items[n].type == SHEET_AREA) {
            i = (size_t)n;
            break;
        }
    }
    *heading = i;
    return true;
}

static bool go_area(struct sheet *s, int step)
{
    size_t heading = 0;
    if (s->areas && sheet_area(s, step, &heading)) {
        sheet_go(s, heading);
    } else if (s->areas && step < 0) { /* above the first area are the record's own answers */
        go(s, 0, 1);
    }
    return s->areas;
}

bool sheet_key(struct sheet *s, const struct key *k)
{
    if (s->count == 0) {
        return false;
    }
    int steps = s->height > 3 ? s->height / 2 : 1;
    switch (k->code) {
    case INPUT_UP:
        if (s->selected > 0) {
            go(s, s->selected - 1, -1);
        }
        return true;
    case INPUT_DOWN:
        go(s, s->selected + 1, 1);
        return true;
    case INPUT_PAGE_UP:
        while (steps-- > 0 && s->selected > 0) {
            go(s, s->selected - 1, -1);
        }
        return true;
    case INPUT_PAGE_DOWN:
        while (steps-- > 0) {
            go(s, s->selected + 1, 1);
        }
        return true;
    case INPUT_HOME:
        go(s, 0, 1);
        return true;
    case INPUT_END:
        go(s, s->count - 1, -1);
        return true;
    case INPUT_TAB:
        go_section(s, 1);
        return true;
    case INPUT_BACK_TAB:
        go_section(s, -1);
        return true;
    case ']':
        return go_area(s, 1);
    case '[':
        return go_area(s, -1);
    default:
        return false;
    }
}
