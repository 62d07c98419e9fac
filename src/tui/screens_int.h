/* SPDX-License-Identifier: GPL-3.0-or-later
 * Each screen's maker. All return NULL, with the message row set, when they cannot be made; what
 * they return goes to ui_push.
 */
#ifndef INWORK_TUI_SCREENS_INT_H
#define INWORK_TUI_SCREENS_INT_H

#include <stdbool.h>

struct catalogue_kind;
struct error;
struct ui;
struct value;
struct view;

/* Get the store open: the passphrase screen, or the first-run screen where there is no store.
 * False when the person left. */
bool unlock_run(struct ui *ui, bool again, struct error *err);

struct view *today_new(struct ui *ui);
struct view *browse_new(struct ui *ui, const char *kind);
/* The records of a kind that refer to `parent` by its field `by`, newest first. */
struct view *browse_parts_new(struct ui *ui, const char *kind, const char *by, const char *parent);
/* The records of a kind whose answer to `field` is `value` ("": that have none), newest first;
 * `label` says in the title what they have in common. */
struct view *browse_answer_new(struct ui *ui, const char *kind, const char *field,
                               const char *value, const char *label);
/* Everything of a client that has a day, newest first. */
struct view *timeline_new(struct ui *ui, const char *client);
/* The hand-over sheet of a client. */
struct view *handover_new(struct ui *ui, const char *client);
struct view *team_new(struct ui *ui);
/* The numbers of the clocks, to be changed for the whole team. */
struct view *numbers_new(struct ui *ui);
/* Bring in a spreadsheet; `kind` NULL: asks of what. NULL also when the person left. */
struct view *import_new(struct ui *ui, const struct catalogue_kind *kind);
/* Records of a kind that may be the same, pair by pair. */
struct view *pairs_new(struct ui *ui, const struct catalogue_kind *kind);
/* The kinds that are on no client's and no employer's page. */
struct view *more_new(struct ui *ui);
struct view *search_new(struct ui *ui, const char *kind);
struct view *page_new(struct ui *ui, const char *record);
/* `field` may be NULL. */
struct view *history_new(struct ui *ui, const char *record, const char *field);
struct view *conflicts_new(struct ui *ui);
struct view *conflict_new(struct ui *ui, const char *record, const char *field);
/* A form for a record (`kind` NULL: the record's), or a new one of `kind`; `field` (or NULL) gets
 * the focus. Takes up a draft where there is one. */
struct view *form_new(struct ui *ui, const char *kind, const char *record, const char *field);
/* A new record of `kind` that refers to `parent` by its field `by`. */
struct view *form_new_part(struct ui *ui, const char *kind, const char *by, const char *parent);
/* A new record of `kind` about two others (ids, or ""), wherever it has a field for their kinds. */
struct view *form_new_about(struct ui *ui, const char *kind, const char *whose, const char *record);
/* An answer offered in a new record's form, saved with what is typed. */
void form_preset(struct view *form, const char *field, const char *text);
/* Once a form (or NULL) is saved, the record's id goes to `made` (RECORD_ID_TEXT), which must
 * outlive it. */
void form_tell_made(struct view *form, char *made);
/* A form for a record with `text` added to one of its answers, on a line of its own: a draft like
 * any other, saved by the person or not. */
struct view *form_new_append(struct ui *ui, const char *record, const char *field,
                             const char *text);
/* One answer in conflict, written anew, beginning from `from`; saving it settles the conflict. */
struct view *form_new_answer(struct ui *ui, const char *record, const char *field,
                             const struct value *from);
/* The form a draft belongs to; `record` NULL where the draft is of a new one. */
struct view *form_from_draft(struct ui *ui, const char *draft, const char *kind,
                             const char *record);
/* A note in a few fields, about the client one is with where there is one. */
struct view *form_new_quick(struct ui *ui);
bool form_is_quick(const struct view *v);
/* The draft's id (empty: none yet) if the view is a form, else NULL. */
const char *form_draft_of(const struct view *v);

/* The blank form of a kind (NULL: says that there is none), to read and with how to print it. */
void paper_run(struct ui *ui, const struct catalogue_kind *kind);

/* The palette of what is possible on the view below; runs what was chosen. */
void palette_run(struct ui *ui);

#endif
