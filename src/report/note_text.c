/* SPDX-License-Identifier: GPL-3.0-or-later
 * A note for the clinical record. Corrections stand beside what they correct, as they do in the
 * note itself: a reader of the copy must see what a reader of the first copy saw.
 */
#include "inwork/report/note_text.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/field.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

/* One answer to one field, at one time. */
struct said {
    const struct catalogue_field *field;
    char *text, *at, *by, *why;
};

struct telling {
    struct store *store;
    const struct catalogue_kind *kind;
    struct said *said; /* oldest first */
    size_t count, room;
    char *first_at, *first_by;
    char first_entry[13];
};

static char *copy(const char *text)
{
    return strdup(text ? text : "");
}

static void value_for_people(struct buf *out, struct store *s, const struct catalogue_field *f,
                             const struct value *v)
{
    struct record target = {0};
    if (f->type == FIELD_REFERENCE && v->type == VALUE_TEXT) {
        if (store_record(s, v->text, &target, NULL) == 0)
            buf_add(out, target.title);
        else
            buf_add(out, "not held here");
        record_clear(&target);
    } else {
        field_show(out, f, v);
    }
}

static int keep(struct telling *t, const struct history_step *step, const struct history_set *set,
                struct error *err)
{
    struct buf text = BUF_ZERO;
    const struct catalogue_field *f = catalogue_field(t->kind, set->field);
    if (!f)
        return 0;
    if (t->count == t->room) {
        size_t room = t->room ? t->room * 2 : 32;
        void *more = realloc(t->said, room * sizeof *t->said);
        if (!more)
            return error_memory(err);
        t->said = more;
        t->room = room;
    }
    value_for_people(&text, t->store, f, set->to);
    struct said *said = &t->said[t->count++];
    *said = (struct said){f, buf_take(&text), copy(step->at), copy(step->by), copy(step->why)};
    return said->text && said->at && said->by && said->why ? 0 : error_memory(err);
}

static int take_step(const struct history_step *step, void *payload, struct error *err)
{
    struct telling *t = payload;
    int status = 0;
    if (!step->counted)
        return 0;
    if (!t->first_at) {
        t->first_at = copy(step->at);
        t->first_by = copy(step->by);
        (void)snprintf(t->first_entry, sizeof t->first_entry, "%s", step->entry);
    }
    for (size_t i = 0; status == 0 && i < step->count; i++)
        status = keep(t, step, &step->set[i], err);
    return status;
}

static void moment(struct buf *out, const char *at)
{
    int64_t seconds = 0;
    if (time_parse_rfc3339(&seconds, at))
        time_describe(out, seconds);
    else
        buf_add(out, at);
}

/* A text, each of its lines behind `indent`. */
static void indented(struct buf *out, const char *indent, const char *text)
{
    for (;;) {
        size_t n = strcspn(text, "\n");
        buf_printf(out, "%s%.*s\n", indent, (int)n, text);
        if (text[n] == '\0')
            return;
        text += n + 1;
    }
}

/* What stood in a field before, and when it was corrected. The first answer that says anything is
 * the original; what was added later to an empty field corrects nothing. */
static void corrections(struct buf *out, const struct telling *t, const struct catalogue_field *f)
{
    const struct said *before = NULL;
    for (size_t i = 0; i < t->count; i++) {
        const struct said *now = &t->said[i];
        if (now->field != f || (!before && now->text[0] == '\0'))
            continue;
        if (before && strcmp(before->text, now->text) != 0) {
            buf_add(out, "  [Corrected ");
            moment(out, now->at);
            buf_printf(out, ", %s%s%s. It said, ", now->by, now->why[0] ? ": " : "", now->why);
            moment(out, before->at);
            buf_printf(out, ", %s:\n", before->by);
            indented(out, "   ", before->text);
            buf_truncate(out, out->len - 1);
            buf_add(out, "]\n");
        }
        before = now;
    }
}

/* The answers that stand: one, or those in conflict with their writers. */
static void answers(struct buf *out, const struct telling *t, const struct record *r,
                    const struct catalogue_field *f)
{
    const struct record_field *now = record_field(r, f->name);
    for (size_t i = 0; now && i < now->head_count; i++) {
        if (now->heads[i].value.type == VALUE_NULL)
            continue;
        if (now->head_count > 1)
            buf_printf(out, "%s%s says: ", out->len > 0 ? "\n" : "", now->heads[i].by);
        value_for_people(out, t->store, f, &now->heads[i].value);
    }
}

/* "Label: answer", left out when there is none. */
static void line(struct buf *out, const struct telling *t, const struct record *r, const char *name)
{
    struct buf text = BUF_ZERO;
    const struct catalogue_field *f = catalogue_field(t->kind, name);
    if (f)
        answers(&text, t, r, f);
    if (text.len > 0)
        buf_printf(out, "%s: %s\n", f->label, buf_text(&text));
    if (f)
        corrections(out, t, f);
    buf_free(&text);
}

static void heading(struct buf *out, const struct telling *t, const struct record *r,
                    const char *name, bool always)
{
    struct buf text = BUF_ZERO;
    const struct catalogue_field *f = catalogue_field(t->kind, name);
    if (f)
        answers(&text, t, r, f);
    if (f && (text.len > 0 || always)) {
        buf_printf(out, "\n%s\n", f->label);
        indented(out, "  ", text.len > 0 ? buf_text(&text) : "Nothing recorded.");
        corrections(out, t, f);
    }
    buf_free(&text);
}

static const char *const lines[] = {"client",          "date",      "time",
                                    "kind_of_contact", "place",     "minutes",
                                    "with_whom",       "with_name", "job"};
static const char *const headings[] = {"activities", "plan_progress", "wellbeing", "concerns"};
static const char *const after[] = {"source", "next_step", "next_step_on", "next_meeting_on"};

static bool among(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Does the text tell this answer? */
static bool told(const char *field)
{
    return strcmp(field, "went_well") == 0 || among(lines, sizeof lines / sizeof *lines, field) ||
           among(headings, sizeof headings / sizeof *headings, field) ||
           among(after, sizeof after / sizeof *after, field);
}

static void write_all(struct buf *out, const struct telling *t, const struct record *r)
{
    buf_add(out, "Employment support (IPS): note\n");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        line(out, t, r, lines[i]);
    heading(out, t, r, "went_well", false);
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        heading(out, t, r, headings[i], true);
    buf_push(out, '\n');
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        line(out, t, r, after[i]);
    if (strcmp(record_text(r, "quick"), "yes") == 0)
        buf_add(out, "Not complete yet: the rest is still to be written.\n");
    buf_printf(out, "Written by %s, ", t->first_by);
    moment(out, t->first_at);
    buf_printf(out, "; signed entry %s\n", t->first_entry);
}

static void telling_clear(struct telling *t)
{
    for (size_t i = 0; i < t->count; i++) {
        free(t->said[i].text);
        free(t->said[i].at);
        free(t->said[i].by);
        free(t->said[i].why);
    }
    free(t->said);
    free(t->first_at);
    free(t->first_by);
}

int note_text(struct buf *out, struct store *s, const char *note, struct error *err)
{
    struct record r = {0};
    struct telling t = {.store = s};
    int status = store_record(s, note, &r, err);
    if (status == 0 && strcmp(r.kind, "note") != 0) {
        (void)error_set(err, STATUS_DATA, "%s is a record of kind %s, not a note", note, r.kind);
        status = -STATUS_DATA;
    }
    if (status == 0 && r.struck)
        status = error_set(err, STATUS_DATA, "this note was struck: entered by mistake");
    if (status == 0) {
        t.kind = catalogue_kind(store_catalogue(s), "note");
        status = t.kind ? store_history(s, note, NULL, take_step, &t, err)
                        : error_set(err, STATUS_SOFTWARE, "the catalogue has no notes");
    }
    if (status == 0 && (!t.first_at || !t.first_by))
        status = error_memory(err);
    if (status == 0) {
        write_all(out, &t, &r);
        status = buf_ok(out, err);
    }
    telling_clear(&t);
    record_clear(&r);
    return status;
}

void note_text_name(struct buf *out, struct store *s, const char *note)
{
    struct record r = {0};
    struct date day = {0};
    buf_add(out, "Note");
    if (store_record(s, note, &r, NULL) == 0 && date_parse(&day, record_text(&r, "date"))) {
        buf_add(out, " of ");
        date_describe_day(out, day);
    }
    record_clear(&r);
}

void note_text_team(struct buf *out, struct store *s, const char *client)
{
    struct record r = {0};
    if (client[0] != '\0' && store_record(s, client, &r, NULL) == 0)
        buf_add(out, record_text(&r, "clinical_team"));
    if (out->len == 0)
        buf_add(out, "the mental health team");
    record_clear(&r);
}

struct mark {
    bool copied, stale;
};

static int take_mark(const struct history_step *step, void *payload, struct error *err)
{
    struct mark *m = payload;
    bool now = false;
    (void)err;
    for (size_t i = 0; step->counted && i < step->count; i++) {
        const struct value *to = step->set[i].to;
        if (strcmp(step->set[i].field, "in_clinical_record") == 0) {
            now = to->type == VALUE_TEXT && strcmp(to->text, "yes") == 0;
            *m = (struct mark){.copied = now};
        }
    }
    for (size_t i = 0; step->counted && !now && i < step->count; i++)
        m->stale |= m->copied && told(step->set[i].field);
    return 0;
}

bool note_text_stale(struct store *s, const char *note)
{
    struct mark m = {0};
    return store_history(s, note, NULL, take_mark, &m, NULL) == 0 && m.copied && m.stale;
}

/* The mark says yes already, of what stood before: said again, over itself. */
static int mark_again(struct store *s, const char *note, struct error *err)
{
    struct record r = {0};
    struct assignment set = {.field = "in_clinical_record"};
    const char **over = NULL;
    char entry[ENTRY_ID_TEXT];
    int status = store_record(s, note, &r, err);
    const struct record_field *now = status == 0 ? record_field(&r, set.field) : NULL;
    if (now && now->head_count == 1) {
        over = calloc(now->entry_count + 1, sizeof *over);
        status = over ? 0 : error_memory(err);
        for (size_t i = 0; status == 0 && i < now->entry_count; i++)
            over[i] = now->entries[i];
        set.to = &now->heads[0].value;
        set.over = over;
        set.over_count = now->entry_count;
        const struct change change = {.record = r.id, .kind = r.kind, .set = &set, .count = 1};
        status = status == 0 ? store_save(s, &change, NULL, entry, err) : status;
    }
    free(over);
    record_clear(&r);
    return status;
}

int note_text_copied(struct store *s, const char *note, struct error *err)
{
    bool stale = note_text_stale(s, note);
    char today[DATE_SIZE];
    char entry[ENTRY_ID_TEXT];
    bool changed = false;
    struct save_field fields[2] = {{.field = "copied_on"}, {.field = "in_clinical_record"}};
    date_format(today, date_of_moment(store_now(s)));
    int status = value_set_text(&fields[0].to, today, strlen(today), err);
    if (status == 0)
        status = value_set_text(&fields[1].to, "yes", 3, err);
    if (status == 0)
        status = save_changes(s, note, fields, 2, NULL, &changed, entry, err);
    if (status == 0 && stale && note_text_stale(s, note))
        status = mark_again(s, note, err);
    value_clear(&fields[0].to);
    value_clear(&fields[1].to);
    return status;
}
