/* SPDX-License-Identifier: GPL-3.0-or-later
 * All there is to say about a field: what it is for, what it takes, where it stands and which part
 * of the framework it comes from, who gets to see it, what commands call it.
 */
#include "form_int.h"

#include "inwork/model/field.h"
#include "inwork/store/store.h"
#include "reader_int.h"
#include "ui_int.h"

/* How to answer it with these keys. */
static const char *keys_for(enum field_type type)
{
    switch (type) {
    case FIELD_LONG_TEXT:
        return "Enter begins a new line, Tab goes on.";
    case FIELD_YES_NO:
        return "y, n, or Delete for not asked; the arrows and Space choose too.";
    case FIELD_ONE_OF:
        return "Enter or a first letter shows them; Delete: not asked.";
    case FIELD_SEVERAL_OF:
        return "Enter shows them, Space marks each that fits.";
    case FIELD_REFERENCE:
        return "Type a few letters; Ctrl-N there makes a new one and comes back with it.";
    default:
        return "";
    }
}

static const struct catalogue_section *section_of(const struct catalogue_kind *k, const char *name)
{
    for (size_t i = 0; i < k->section_count; i++) {
        if (strcmp(k->sections[i].name, name) == 0) {
            return &k->sections[i];
        }
    }
    return NULL;
}

static void add_input(struct buf *out, const struct form *f, const struct catalogue_field *c)
{
    buf_printf(out, "\n\nWhat it takes\n%s", field_accepts(c->type));
    for (size_t i = 0; i < c->choice_count; i++) {
        buf_printf(out, "\n  - %s", c->choices[i].label);
    }
    if (c->type == FIELD_REFERENCE) {
        const struct catalogue_kind *k =
            catalogue_kind(store_catalogue(f->view.ui->store), c->target);
        buf_printf(out, " Here: one of the %s.", k != NULL ? k->plural : c->target);
    }
    const char *keys = keys_for(c->type);
    buf_printf(out, "%s%s", keys[0] != '\0' ? "\n" : "", keys);
    buf_add(out, c->required ? "\nThis one is needed." : "\nIt may stay empty.");
    if (c->initial[0] != '\0') {
        buf_add(out, "\nFilled in for you on a new form; change it where it is not so.");
    }
}

/* Who has the key to records of a kind. */
static const char *readers(const struct catalogue_kind *k)
{
    if (strcmp(k->compartment, "directory") == 0) {
        return "The whole team can read it.";
    }
    return strcmp(k->compartment, "casework") == 0
               ? "Colleagues who work with clients can read it."
               : "Only the colleague it is about and the leads can read it.";
}

static void add_field(struct buf *out, const struct form *f, const struct catalogue_field *c)
{
    const struct catalogue_section *section = section_of(f->kind, c->section);
    buf_add(out, c->help);
    add_input(out, f, c);
    buf_add(out, "\n\nWho sees it\n");
    buf_add(out, field_is_restricted(f->kind, c)
                     ? "Restricted: left out when something is shared, unless a person asks for it."
                     : "Shared with the rest of the record.");
    buf_printf(out, " %s", readers(f->kind));
    if (section != NULL) {
        buf_printf(out, "\n\n%s\n%s", section->title, section->help);
    }
    buf_printf(out, "\n\n%s\n%s", f->kind->title, f->kind->help);
    buf_printf(out, "\n\nIn commands: %s (a record of kind %s)", c->name, f->kind->name);
}

static void add_part(struct buf *out, const struct form *f, const struct form_field *field)
{
    if (field->table < f->table_count) {
        const struct catalogue_kind *k = f->tables[field->table].kind;
        buf_printf(out, "%s\n\n", k->help);
    }
    buf_add(out, "Each row is a record of its own. Enter opens the one that is marked, n adds "
                 "another. What you typed in this form stays, and you come back to it.");
}

void form_help(struct form *f)
{
    const struct form_field *field = &f->fields[f->current];
    struct buf text = BUF_ZERO;
    const char *title = "Why this change";
    if (field->what == FORM_ANSWER) {
        title = field->field->label;
        add_field(&text, f, field->field);
    } else if (field->what == FORM_WHY) {
        buf_add(&text, "A word on why, for whoever reads the history. It may stay empty.");
    } else {
        title = field->table < f->table_count ? f->tables[field->table].kind->plural : "To add";
        add_part(&text, f, field);
    }
    reader_run(f->view.ui, title, buf_text(&text));
    buf_free(&text);
}
