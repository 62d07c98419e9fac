/* SPDX-License-Identifier: GPL-3.0-or-later
 * A client's record area by area, as the catalogue orders it: each record with its answers and its
 * parts. Restricted answers are counted, not shown.
 */
#include "inwork/report/summary.h"

#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/field.h"
#include "inwork/report/initials.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

#define DEPTH_MOST 3

struct writing {
    struct store *store;
    const struct catalogue *catalogue;
    const struct summary_options *options;
    struct buf text;
    struct buf left_out; /* "Health (3)", … */
    size_t left_out_count;
    const char *client; /* their name */
    const struct catalogue_kind *kind;
    int depth;
};

static void margin(struct writing *w)
{
    for (int i = 0; i < w->depth; i++)
        buf_add(&w->text, "  ");
}

/* "Label: answer", its further lines below. */
static void labelled(struct writing *w, const char *label, const char *answer)
{
    size_t n = strcspn(answer, "\n");
    margin(w);
    buf_printf(&w->text, "  %s: %.*s\n", label, (int)n, answer);
    while (answer[n] == '\n') {
        answer += n + 1;
        n = strcspn(answer, "\n");
        margin(w);
        buf_printf(&w->text, "    %.*s\n", (int)n, answer);
    }
}

static void show_heads(struct buf *out, struct writing *w, const struct catalogue_field *f,
                       const struct record_field *answer)
{
    for (size_t i = 0; i < answer->head_count; i++) {
        const struct value *v = &answer->heads[i].value;
        struct record target = {0};
        if (v->type == VALUE_NULL)
            continue;
        if (out->len > 0)
            buf_add(out, " / "); /* answers that differ, not settled yet */
        if (f->type != FIELD_REFERENCE || v->type != VALUE_TEXT)
            field_show(out, f, v);
        else if (store_record(w->store, v->text, &target, NULL) == 0)
            buf_add(out, target.title);
        else
            buf_add(out, "not held here");
        record_clear(&target);
    }
}

/* What would tell who somebody is. */
static bool identifies(const struct catalogue_field *f)
{
    static const char *const names[] = {"nhs_number", "date_of_birth",  "address",
                                        "postcode",   "team_reference", "emergency_contact"};
    bool found = f->type == FIELD_PHONE || f->type == FIELD_EMAIL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        found |= strcmp(f->name, names[i]) == 0;
    return found;
}

static void note_left_out(struct writing *w, const struct catalogue_field *f)
{
    w->left_out_count++;
    if (w->left_out.len > 4000)
        return;
    buf_printf(&w->left_out, "%s%s: %s", w->left_out.len > 0 ? "; " : "", w->kind->title, f->label);
}

static void write_answers(struct writing *w, const struct record *r)
{
    for (size_t i = 0; i < w->kind->field_count; i++) {
        const struct catalogue_field *f = &w->kind->fields[i];
        const struct record_field *answer = record_field(r, f->name);
        struct buf text = BUF_ZERO;
        bool own_parent = f->type == FIELD_REFERENCE && strcmp(f->target, w->kind->parent) == 0 &&
                          strcmp(f->name, w->kind->parent) == 0;
        if (!answer || own_parent || (w->options->initials && identifies(f)))
            continue;
        show_heads(&text, w, f, answer);
        if (text.len > 0 && !w->options->restricted && field_is_restricted(w->kind, f))
            note_left_out(w, f);
        else if (text.len > 0)
            labelled(w, f->label, buf_text(&text));
        buf_free(&text);
    }
}

static int write_parts(struct writing *w, const struct catalogue_kind *kind, const char *parent,
                       struct error *err);

/* Does the title say something that is restricted? Then the kind's name has to do. */
static bool title_restricted(const struct writing *w)
{
    bool restricted = false;
    struct buf name = BUF_ZERO;
    for (const char *at = w->kind->title_fields; !restricted && *at != '\0';) {
        size_t n = strcspn(at, ",");
        buf_clear(&name);
        buf_append(&name, at, n);
        const struct catalogue_field *f = catalogue_field(w->kind, buf_text(&name));
        restricted = f && field_is_restricted(w->kind, f);
        at += n + (at[n] == ',');
    }
    buf_free(&name);
    return restricted && !w->options->restricted;
}

static int write_record(const struct record *r, void *payload, struct error *err)
{
    struct writing *w = payload;
    margin(w);
    /* A record without a title of its own is called after the client and its kind. */
    size_t n = strlen(w->client);
    bool own = strncmp(r->title, w->client, n) != 0 || r->title[n] != ',';
    bool titled = own && !title_restricted(w);
    buf_printf(&w->text, "%s%s%s\n", w->kind->title, titled ? ": " : "", titled ? r->title : "");
    write_answers(w, r);
    int status = 0;
    struct writing outer = *w;
    for (size_t i = 0; status == 0 && w->depth < DEPTH_MOST && i < w->catalogue->kind_count; i++) {
        const struct catalogue_kind *part = &w->catalogue->kinds[i];
        if (strcmp(part->parent, outer.kind->name) != 0 ||
            strcmp(part->compartment, "casework") != 0)
            continue;
        w->depth = outer.depth + 1;
        status = write_parts(w, part, r->id, err);
    }
    w->depth = outer.depth;
    w->kind = outer.kind;
    return status;
}

static int write_parts(struct writing *w, const struct catalogue_kind *kind, const char *parent,
                       struct error *err)
{
    const struct list_filter filter = {kind->parent, parent};
    const struct list_request q = {.kind = kind->name, .filters = &filter, .filter_count = 1};
    w->kind = kind;
    return store_list(w->store, &q, write_record, w, err);
}

static int write_area(struct writing *w, const struct catalogue_area *area, const char *client,
                      struct error *err)
{
    int status = 0;
    size_t begun = w->text.len;
    buf_printf(&w->text, "\n%s\n", area->title);
    size_t empty = w->text.len;
    for (size_t i = 0; status == 0 && i < w->catalogue->kind_count; i++) {
        const struct catalogue_kind *k = &w->catalogue->kinds[i];
        if (strcmp(k->area, area->name) != 0 || strcmp(k->compartment, "casework") != 0)
            continue;
        if (strcmp(k->name, "client") == 0) {
            struct record r = {0};
            w->kind = k;
            status = store_record(w->store, client, &r, err);
            if (status == 0)
                write_answers(w, &r);
            record_clear(&r);
        } else if (strcmp(k->parent, "client") == 0) {
            status = write_parts(w, k, client, err);
        }
    }
    if (w->text.len == empty)
        buf_truncate(&w->text, begun);
    return status;
}

static int check_areas(const struct writing *w, struct error *err)
{
    for (size_t i = 0; i < w->options->area_count; i++) {
        bool known = false;
        for (size_t j = 0; j < w->catalogue->area_count; j++)
            known |= strcmp(w->catalogue->areas[j].name, w->options->areas[i]) == 0;
        if (!known) {
            struct buf names = BUF_ZERO;
            for (size_t j = 0; j < w->catalogue->area_count; j++)
                buf_printf(&names, "%s%s", j > 0 ? ", " : "", w->catalogue->areas[j].name);
            (void)error_set(err, STATUS_DATA, "there is no part of the work named “%s”",
                            w->options->areas[i]);
            int status = error_hint(err, "Choose from: %s.", buf_text(&names));
            buf_free(&names);
            return status;
        }
    }
    return 0;
}

static bool wanted(const struct summary_options *options, const char *area)
{
    if (options->area_count == 0)
        return strcmp(area, "profile") == 0 || strcmp(area, "plan") == 0;
    for (size_t i = 0; i < options->area_count; i++)
        if (strcmp(options->areas[i], area) == 0)
            return true;
    return false;
}

static void write_head(struct buf *out, const struct writing *w, const char *title)
{
    buf_printf(out, "%s, ", title);
    date_describe_day(out, date_of_moment(store_now(w->store)));
    buf_push(out, '\n');
    if (w->options->party)
        buf_printf(out, "For: %s\n", w->options->party);
    if (w->options->purpose)
        buf_printf(out, "For what: %s\n", w->options->purpose);
    buf_add(out, "Given in confidence, for this purpose only. Please do not pass it on.\n");
    if (w->left_out_count > 0)
        buf_add(out, "What is restricted is left out.\n");
}

static void finish(struct buf *out, const struct writing *w, const struct record *client)
{
    const char *const names[] = {client->title, record_text(client, "preferred_name"), NULL};
    struct buf whole = BUF_ZERO;
    write_head(&whole, w, client->title);
    buf_append(&whole, buf_text(&w->text), w->text.len);
    if (w->text.len == 0)
        buf_add(&whole, "\nThere is nothing here to hand on.\n");
    if (w->options->initials)
        initials_replace(out, buf_text(&whole), names);
    else
        buf_append(out, buf_text(&whole), whole.len);
    buf_free(&whole);
}

int summary_text(struct buf *out, struct buf *left_out, struct store *s, const char *client,
                 const struct summary_options *options, struct error *err)
{
    struct writing w = {.store = s, .catalogue = store_catalogue(s), .options = options};
    struct record r = {0};
    int status = store_record(s, client, &r, err);
    if (status == 0 && strcmp(r.kind, "client") != 0)
        status =
            error_set(err, STATUS_DATA, "%s is a record of kind %s, not a client", client, r.kind);
    if (status == 0)
        status = check_areas(&w, err);
    w.client = status == 0 ? r.title : "";
    for (size_t i = 0; status == 0 && i < w.catalogue->area_count; i++)
        if (wanted(options, w.catalogue->areas[i].name))
            status = write_area(&w, &w.catalogue->areas[i], client, err);
    if (status == 0)
        status = buf_ok(&w.text, err);
    if (status == 0) {
        finish(out, &w, &r);
        if (left_out)
            buf_append(left_out, buf_text(&w.left_out), w.left_out.len);
        status = buf_ok(out, err);
    }
    buf_free(&w.text);
    buf_free(&w.left_out);
    record_clear(&r);
    return status;
}
