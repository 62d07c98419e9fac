/* SPDX-License-Identifier: GPL-3.0-or-later
 * A form for any kind, made from the catalogue. The form library gives geometry, focus order and
 * the room to write in; the words are in our own text model from the first key, so that no resize,
 * crash or odd character can take any. What is visible of the pad is copied into the view's window.
 */
#ifndef INWORK_TUI_FORM_INT_H
#define INWORK_TUI_FORM_INT_H

#include <form.h>

#include "inwork/base/date.h"
#include "inwork/base/id.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/entry.h"
#include "inwork/text/edit.h"
#include "inwork/text/wrap.h"
#include "view_int.h"

struct buf;
struct error;
struct record;

#define FORM_LONG_ROWS_MAX 9
#define FORM_DRAFT_MS 1500 /* a draft is kept this long after the first key that is not in it */

/* What a line of the form is. */
enum form_what {
    FORM_ANSWER,
    FORM_WHY,  /* the reason for the change */
    FORM_PART, /* a record that belongs to this one, as a row of a table */
    FORM_MORE, /* there are more rows: the page has them */
    FORM_ADD,  /* room for one more */
};

#define FORM_COLUMNS 5 /* of a table, at most */

/* One line that can have the focus. An answer's text is what a person typed, whatever the type:
 * words for a date, a code for a choice, codes with commas between for several, a record's id for a
 * reference. */
struct form_field {
    enum form_what what;
    const struct catalogue_field *field; /* NULL: no answer */
    struct text_edit edit;
    bool touched;                /* the person changed it: it is in the draft */
    bool asked;                  /* its choices are shown in a box: it stays as it is */
    bool offered;                /* the program put it there; nobody typed it */
    size_t table;                /* of parts: which; SIZE_MAX: more kinds to choose from */
    char id[RECORD_ID_TEXT];     /* PART: the record */
    char *cells[FORM_COLUMNS];   /* PART: what its row says */
    bool conflict;               /* two answers stand: settled on a screen of its own */
    char (*over)[ENTRY_ID_TEXT]; /* what was displayed when it was first touched */
    size_t over_count;
    char *before; /* the canonical text displayed before it was touched */
    char problem[200];
    char echo[96];      /* what was understood: a date in full, the title of a reference */
    struct wrap wrap;   /* long text */
    size_t wrap_top;    /* first row shown */
    size_t wrap_column; /* where Up and Down want to be; SIZE_MAX: where the cursor is */
    size_t first;       /* of a single line: the first byte shown */
    int row, column, rows, width; /* in the pad */
    bool beside;                  /* room for echo and problem beside it, not below */
    int below;                    /* rows below it for them */
    FIELD *shape;
};

struct form_heading {
    const char *title;
    const char *help;
    size_t first, end; /* its fields */
    size_t table;      /* SIZE_MAX: a section of answers */
    int row;
    int help_below; /* rows of its own, where there is no room beside the title; 0: beside */
};

/* The records of one kind that belong to this one. */
struct form_table {
    const struct catalogue_kind *kind;
    const struct catalogue_field *by; /* the field that refers here */
    const struct catalogue_field *columns[FORM_COLUMNS];
    size_t column_count;
    size_t count; /* of all there are */
};

struct form {
    struct view view;
    const struct catalogue_kind *kind;
    char record[RECORD_ID_TEXT]; /* empty: a new one */
    char *title;                 /* the record's; NULL for a new one */
    struct form_field *fields;
    size_t count, current;
    size_t answer_count; /* the first of them are answers; then parts, then the reason */
    struct form_heading *headings;
    size_t heading_count;
    struct form_table *tables;
    size_t table_count;
    struct date today;
    WINDOW *pad;
    FORM *library;
    FIELD **shapes;       /* NULL ends them */
    int height, width;    /* of the pad */
    int label;            /* columns for labels; 0: labels above */
    int top;              /* first row of the pad shown */
    char draft[ID_SIZE];  /* empty: none yet */
    int64_t unkept_since; /* monotonic ms of the first change no draft holds; 0: none */
    char kept_at[12];
    bool saved, discarded;
    const char *const *only; /* while loading: the names of its fields, in order, or NULL */
    bool answer;             /* of one field in conflict: saving settles it */
    bool quick;              /* a note in a hurry: only `only` of it */
    bool part;               /* of another record, whose page is below */
    bool begun;  /* it says what it is about: to be saved as it is, if somebody says so */
    bool jumped; /* to a section: it goes to the top of the window */
    bool stale;  /* the geometry is to be made anew */
    char *made;  /* where to write the id of what was saved (RECORD_ID_TEXT), or NULL */
};

/* form_model.c: what is in it */
int form_load(struct form *f, struct ui *ui, struct error *err);
/* Fields nobody touched show what the store has now. */
int form_reload(struct form *f, struct error *err);
/* After an edit of field `i`: touched, to be kept, echo and problem anew. */
void form_changed(struct form *f, size_t i);
int form_set(struct form *f, size_t i, const char *text, struct error *err);
/* Read the text as the type wants it: fills echo, and problem where it cannot be. */
void form_check(struct form *f, size_t i);
/* Why a field's answer was refused, without the name that commands have for the field. */
const char *form_reason(const struct form_field *field, const struct error *err);
size_t form_touched(const struct form *f);
/* How many of the fields from `first` on, before `end`, have an answer. */
size_t form_answered(const struct form *f, size_t first, size_t end);
/* "7 of 13 answered" for a section ("…, restricted" where shares leave it out), "3" or "none yet"
 * for a table; nothing for the change. Appended. */
void form_progress(struct buf *out, const struct form *f, const struct form_heading *h);
/* What the program puts into a field is no change of the person's: it is saved, and kept in the
 * draft, with what they type, and leaves nothing behind without. */
int form_give(struct form *f, size_t i, const char *text, struct error *err);
/* The same where the field is there and empty. */
int form_offer_one(struct form *f, const char *field, const char *text, struct error *err);
/* What the catalogue offers for a new record, into fields that are empty. */
int form_offer(struct form *f, struct error *err);
bool form_is_long(const struct form_field *field);
/* A choice or reference: picked, not typed. */
bool form_is_picked(const struct form_field *field);

/* form_parts.c: tables of the records that belong to this one. */
int form_parts_read(struct form *f, struct error *err);
void form_parts_clear(struct form *f);
/* The columns that fit, padded, of one row; of the head of the table where `part` is NULL. */
void form_parts_row(struct buf *out, const struct form *f, const struct form_table *t,
                    const struct form_field *part, int width);
/* Open what the focus is on; add one more of its kind. What is typed stays, and so does the form.
 */
void form_parts_open(struct form *f);
void form_parts_add(struct form *f);

/* form_help.c: all there is to say about the field with the focus, in a box to read. */
void form_help(struct form *f);

/* form_draft.c */
int form_draft_keep(struct form *f, struct error *err);
int form_draft_drop(struct form *f, struct error *err);
/* Take up the newest draft of the form's record, or the one named. */
int form_draft_take(struct form *f, const char *id, struct error *err);

/* form_layout.c: where it is */
int form_lay_out(struct form *f, int width, struct error *err);
void form_take_down(struct form *f);
/* The rows of a long text as it is now. */
void form_wrap(struct form_field *field);
/* What is said about a field needs another place than it has: the geometry is to be made anew. */
bool form_said_moved(const struct form *f, const struct form_field *field);
/* Move the focus through the form library; the number of the field that has it then. */
size_t form_focus(struct form *f, size_t to);
size_t form_step(struct form *f, int request);
size_t form_section(const struct form *f);
/* Is there a row of column names under the heading? */
bool form_has_head(const struct form *f, const struct form_heading *h);

/* form_draw.c */
void form_paint(struct form *f);

/* form_keys.c */
bool form_key(struct view *v, const struct key *k);
/* False, and said: what was typed could not be kept. */
bool form_leave_field(struct form *f);

/* form.c: keep what was typed in a draft; false, and said: it could not be. */
bool form_keep(struct form *f);
extern const struct view_class form_class;
void form_release(struct view *v);

/* form_make.c: a new record of what a field of `about` refers to, with what the two have in common;
 * its id goes to `made` when it is saved. */
struct view *form_new_for(const struct form *about, const char *kind, char made[RECORD_ID_TEXT]);
/* From a note in a hurry to the whole note, with what was typed. */
void form_widen(struct form *f);

/* form_value.c: from what was typed to the value an entry carries. STATUS_DATA. */
int form_value(const struct form *f, size_t i, struct value *out, struct error *err);
/* And back, for editing. Appended. */
void form_text(struct buf *out, const struct catalogue_field *field, const struct value *v);

/* form_save.c */
int form_save(struct form *f, char record[RECORD_ID_TEXT], struct error *err);

/* The number of a new step: the next in its plan, until somebody types one. */
int form_offer_place(struct form *f, struct error *err);
/* What the lead, application or job setting just chosen says of the same job, where the form asks
 * for it too and has no answer; and what else follows from the choice. */
void form_take_over(struct form *f, const char *id);
/* choice.c: a popup made with the menu library. `chosen` (one flag a choice) in and out; false when
 * left with Esc. */
bool choice_run(struct ui *ui, const struct catalogue_field *field, bool several, bool *chosen);
/* reference.c: a record of the field's target kind by typing. `typed` begins the search. */
bool reference_run(struct form *f, const struct catalogue_field *field, const char *typed,
                   char out[RECORD_ID_TEXT]);

#endif
