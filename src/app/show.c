/* SPDX-License-Identifier: GPL-3.0-or-later
 * A record as lines for people.
 */
#include "show_int.h"

#include <string.h>

#include "inwork/app/app.h"
#include "inwork/app/command.h"
#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/store/store.h"

/* The title of the record a reference names, or that it is not held. */
static void show_reference(struct buf *text, struct app *app, const char *id)
{
    struct record target = {0};
    if (store_record(app->store, id, &target, NULL) == 0)
        buf_printf(text, "%s (%s)", target.title, id);
    else
        buf_printf(text, "not held here (%s)", id);
    record_clear(&target);
}

static void show_value(struct buf *text, struct app *app, const struct catalogue_field *f,
                       const struct value *v)
{
    if (f && f->type == FIELD_REFERENCE && v->type == VALUE_TEXT)
        show_reference(text, app, v->text);
    else if (v->type == VALUE_NULL)
        buf_add(text, "(emptied)");
    else
        field_show(text, f, v);
}

/* "Label: answer", further lines of the answer below it. */
static int labelled(struct output *out, const char *label, const char *text)
{
    size_t n = strcspn(text, "\n");
    int status = output_linef(out, "  %s: %.*s", label, (int)n, text);
    while (status == 0 && text[n] == '\n') {
        text += n + 1;
        n = strcspn(text, "\n");
        status = output_linef(out, "    %.*s", (int)n, text);
    }
    return status;
}

static int show_field(struct app *app, const struct record_field *f,
                      const struct catalogue_field *known, struct output *out, struct error *err)
{
    struct buf text = BUF_ZERO;
    if (f->head_count == 1 && f->heads[0].value.type == VALUE_NULL)
        return 0;
    for (size_t i = 0; i < f->head_count; i++) {
        const struct head *h = &f->heads[i];
        if (f->head_count > 1)
            buf_printf(&text, "%s%s says: ", i > 0 ? "\n" : "in conflict\n", h->by);
        show_value(&text, app, known, &h->value);
        if (f->head_count > 1)
            buf_printf(&text, " (entry %.12s)", h->entry);
    }
    int status = buf_ok(&text, err);
    if (status == 0)
        status = labelled(out, known ? known->label : f->name, buf_text(&text));
    buf_free(&text);
    return status;
}

static int show_plain(const struct record *r, struct output *out, struct error *err)
{
    int status = 0;
    for (size_t i = 0; status == 0 && i < r->field_count; i++) {
        const struct record_field *f = &r->fields[i];
        for (size_t j = 0; status == 0 && j < f->head_count && !field_is_reserved(f->name); j++) {
            struct buf value = BUF_ZERO;
            struct buf line = BUF_ZERO;
            value_to_text(&value, &f->heads[j].value);
            buf_printf(&line, "%s\t", f->name);
            for (const char *c = buf_text(&value); *c; c++) {
                if (*c == '\n')
                    buf_add(&line, "\\n");
                else
                    buf_push(&line, *c == '\t' ? ' ' : *c);
            }
            status = buf_ok(&line, err);
            if (status == 0)
                status = out->line(out, buf_text(&line), line.len);
            buf_free(&line);
            buf_free(&value);
        }
    }
    return status;
}

/* The fields of one section, after its title; or, for NULL, those the catalogue does not know. */
static int show_section(struct app *app, const struct record *r, const struct catalogue_kind *kind,
                        const struct catalogue_section *section, struct output *out,
                        struct error *err)
{
    bool begun = false;
    int status = 0;
    for (size_t i = 0; status == 0 && i < r->field_count; i++) {
        const struct record_field *f = &r->fields[i];
        const struct catalogue_field *known = kind ? catalogue_field(kind, f->name) : NULL;
        bool here = section ? known && strcmp(known->section, section->name) == 0
                            : !known && !field_is_reserved(f->name);
        if (!here || (f->head_count == 1 && f->heads[0].value.type == VALUE_NULL))
            continue;
        if (!begun)
            status = output_linef(out, "%s", section ? section->title : "Unknown to this version");
        begun = true;
        if (status == 0)
            status = show_field(app, f, known, out, err);
    }
    return status;
}

int show_record(struct app *app, const struct record *r, struct output *out, struct error *err)
{
    if (app->plain)
        return show_plain(r, out, err);
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(app->store), r->kind);
    int status = output_linef(out, "%s (%s, %s)", r->title, kind ? kind->title : r->kind, r->id);
    if (status == 0 && r->struck)
        status = output_linef(out, "Struck%s.",
                              r->changed_after_struck ? "; changed after it was struck" : "");
    for (size_t i = 0; status == 0 && kind && i < kind->section_count; i++)
        status = show_section(app, r, kind, &kind->sections[i], out, err);
    if (status == 0)
        status = show_section(app, r, kind, NULL, out, err);
    return status;
}

struct telling {
    struct app *app;
    const struct catalogue_kind *kind;
    struct output *out;
};

static int tell_step(const struct history_step *step, void *payload, struct error *err)
{
    struct telling *t = payload;
    struct buf head = BUF_ZERO;
    int64_t moment = 0;
    if (time_parse_rfc3339(&moment, step->at))
        time_describe(&head, moment);
    else
        buf_add(&head, step->at);
    buf_printf(&head, ", %s", step->by);
    if (step->why)
        buf_printf(&head, ": %s", step->why);
    if (step->arrived > 0 && moment > 0 && step->arrived - moment > 86400) {
        buf_add(&head, " (arrived ");
        time_describe(&head, step->arrived);
        buf_push(&head, ')');
    }
    if (!step->counted)
        buf_add(&head, " (does not count)");
    int status = buf_ok(&head, err);
    if (status == 0)
        status = t->out->line(t->out, buf_text(&head), head.len);
    buf_free(&head);
    for (size_t i = 0; status == 0 && i < step->count; i++) {
        const struct history_set *set = &step->set[i];
        const struct catalogue_field *known = t->kind ? catalogue_field(t->kind, set->field) : NULL;
        struct buf text = BUF_ZERO;
        show_value(&text, t->app, known, set->to);
        status = buf_ok(&text, err);
        if (status == 0)
            status = labelled(t->out, known ? known->label : set->field, buf_text(&text));
        buf_free(&text);
    }
    return status;
}

int show_history(struct app *app, const struct record *r, struct output *out, struct error *err)
{
    struct telling t = {app, catalogue_kind(store_catalogue(app->store), r->kind), out};
    int status = app->plain ? 0 : output_linef(out, "History");
    return status < 0 ? status : store_history(app->store, r->id, NULL, tell_step, &t, err);
}
