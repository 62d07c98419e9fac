/* SPDX-License-Identifier: GPL-3.0-or-later
 * The catalogue: which kinds of record there are, their sections, fields, types and choices. It is
 * filled from schema/catalogue; everything else (forms, validation, views, CSV columns, exports,
 * help, field reference) derives from it. Borrowed from the store, constant while it is open.
 */
#ifndef INWORK_STORE_CATALOGUE_H
#define INWORK_STORE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

enum field_type {
    FIELD_TEXT,
    FIELD_LONG_TEXT,
    FIELD_DATE,
    FIELD_TIME,
    FIELD_YES_NO,
    FIELD_ONE_OF,
    FIELD_SEVERAL_OF,
    FIELD_NUMBER,
    FIELD_MONEY,
    FIELD_PHONE,
    FIELD_EMAIL,
    FIELD_REFERENCE,
};

struct catalogue_choice {
    const char *value; /* stable code, lower_snake_case */
    const char *label;
};

struct catalogue_field {
    const char *name;
    const char *label;
    const char *section; /* name of the section, or "" */
    const char *help;    /* our own words; may name the framework area */
    enum field_type type;
    const char *target; /* FIELD_REFERENCE: the kind it points to */
    const struct catalogue_choice *choices;
    size_t choice_count;
    bool required;
    bool sensitive;      /* left out of shares by default */
    const char *initial; /* what a new record's form offers: "", "today", "now", "me" */
};

struct catalogue_section {
    const char *name;
    const char *title;
    const char *help;
    bool sensitive;
};

/* A part of the work: profile, plan, job search and so on. */
struct catalogue_area {
    const char *name;
    const char *title;
    const char *help;
};

struct catalogue_kind {
    const char *name;
    const char *area; /* name of a catalogue_area, or "" */
    const char *title;
    const char *plural;
    const char *compartment; /* "directory", "casework", "supervision" */
    const char *parent;      /* kind of the first reference field, or "" */
    const char *help;
    const char *title_fields; /* comma-separated field names a record's title is made of */
    const struct catalogue_section *sections;
    size_t section_count;
    const struct catalogue_field *fields;
    size_t field_count;
};

struct catalogue {
    const struct catalogue_kind *kinds;
    size_t kind_count;
    const struct catalogue_area *areas; /* in the order they are shown in */
    size_t area_count;
};

/* NULL when unknown. */
const struct catalogue_kind *catalogue_kind(const struct catalogue *c, const char *name);
const struct catalogue_field *catalogue_field(const struct catalogue_kind *k, const char *name);
/* Kinds of this compartment are written in supervision-<member>, one for each colleague, after the
 * record's answer to `member`: the record id in small letters. */
#define COMPARTMENT_SUPERVISION "supervision"
/* May a record of the kind be in that compartment (FORMAT 3)? Of an unknown kind (NULL), in any. */
bool catalogue_fits(const struct catalogue_kind *k, const char *compartment);
/* "long_text" and so on; and back, or -1. */
const char *field_type_name(enum field_type type);
int field_type_parse(const char *name);

#endif
