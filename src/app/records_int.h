/* SPDX-License-Identifier: GPL-3.0-or-later
 * What commands on records share: reading answers, and records as JSON.
 */
#ifndef INWORK_APP_RECORDS_INT_H
#define INWORK_APP_RECORDS_INT_H

#include <stddef.h>

#include "inwork/model/field.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"

struct app;
struct buf;
struct command_args;
struct error;
struct output;

/* The kind of that name. STATUS_DATA; the hint says `inwork kinds`. */
int app_kind(const struct catalogue_kind **out, struct app *app, const char *name,
             struct error *err);
/* The field of that name. STATUS_DATA; the hint says `inwork kinds KIND`. */
int app_field(const struct catalogue_field **out, const struct catalogue_kind *kind,
              const char *name, struct error *err);
/* Today, and this store for references. */
struct field_context app_field_context(const struct app *app);

/* Answers given on the command line (FIELD=VALUE…), or as a JSON object on standard input where
 * the only word is `-`. Zero is valid. */
struct answers {
    struct save_field *fields;
    size_t count;
};
int answers_read(struct answers *out, struct app *app, const struct catalogue_kind *kind,
                 const char *const *words, size_t count, struct error *err);
void answers_clear(struct answers *a);

/* What is worth saying about a record just saved, beside the answer. */
void app_advise(struct app *app, const char *record, struct output *out);

/* {"value","by","at","entry"} */
void json_add_head(struct buf *json, const struct head *h);
/* A record as `show` prints it, without the closing brace. Conflicts stand apart from fields. */
void json_open_record(struct buf *json, const struct record *r);
/* {"id","kind","title","fields":{NAME:VALUE}}, in one line. `without` (may be NULL): of this kind,
 * leave restricted answers out. */
void json_add_record(struct buf *json, const struct record *r,
                     const struct catalogue_kind *without);
/* "_struck" and the like. */
bool field_is_reserved(const char *name);

/* A record as it stood at the end of a local day, from its history. STATUS_NO_INPUT: not yet. */
int record_as_of(struct record *out, struct store *s, const char *id, struct date day,
                 struct error *err);
/* One line for people of a list: id, kind when wanted, title. */
int print_title(struct output *out, const char *id, const char *kind, const char *title);

#endif
