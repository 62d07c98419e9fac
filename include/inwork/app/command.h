/* SPDX-License-Identifier: GPL-3.0-or-later
 * Commands: one file each (src/app/cmd_<name>.c) with one constant descriptor, one line in the
 * table of src/app/commands.c. The command line, `--help`, the `?` palette, completion and the
 * manual's command table all derive from it.
 */
#ifndef INWORK_APP_COMMAND_H
#define INWORK_APP_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;
struct buf;
struct error;

/* An option of a command, `--name` or `--name VALUE` (also `-x`). May be given several times. */
struct command_option {
    const char *name;  /* without dashes */
    char letter;       /* or 0 */
    const char *value; /* name of its value for the usage line, or NULL for a flag */
    const char *help;
};

/* What the person gave, already split; all borrowed. */
struct command_args {
    const char *const *words; /* what is no option, in order */
    size_t word_count;
    const struct command_given {
        const struct command_option *option;
        const char *value; /* NULL for flags */
    } * given;
    size_t given_count;
};
/* The last value given for an option; NULL if none. And whether a flag was given. */
const char *command_value(const struct command_args *args, const char *name);
bool command_flag(const struct command_args *args, const char *name);
/* The value as a whole number from `least` to `most`; `otherwise` when the option was not given.
 * STATUS_USAGE names the option. */
int command_number(int64_t *out, const struct command_args *args, const char *name,
                   int64_t otherwise, int64_t least, int64_t most, struct error *err);

/* Where a command's answer goes. The command line prints it; the terminal interface shows it. Each
 * returns 0 or a negative status, whose reason the receiver keeps and tells itself. */
struct output {
    /* One line for people (tab-separated columns allowed), without the newline. Control characters
     * and the like in it are made harmless here. */
    int (*line)(struct output *o, const char *text, size_t n);
    /* One JSON object, on one line. Only called when app->json. */
    int (*object)(struct output *o, const char *json, size_t n);
    /* A hint or warning beside the answer (stderr). */
    void (*note)(struct output *o, const char *text);
    /* Raw bytes (exports, age). */
    int (*bytes)(struct output *o, const void *bytes, size_t n);
    /* Hand on what was collected so far, now: before a long wait. May be NULL. */
    int (*flush)(struct output *o);
    /* So many of something long are done, of so many (0: not known). May be NULL. */
    void (*progress)(struct output *o, const char *what, uint64_t done, uint64_t total);
    /* For somebody at a screen: fields by their labels, records by their titles; there is nowhere
     * to type a name or an id. */
    bool spoken;
    void *payload;
};

#define COMMAND_ANY ((size_t)-1)

enum command_flags {
    COMMAND_OPENS = 1,  /* needs the store open */
    COMMAND_WRITES = 2, /* refused with --read-only */
    COMMAND_HIDDEN = 4, /* not in lists */
};

struct command {
    const char *name;  /* "add", "team create" */
    const char *group; /* heading in the help */
    const char *usage; /* after the name: "KIND FIELD=VALUE… [--why TEXT]" */
    const char *summary;
    const char *help; /* paragraphs, a newline between them */
    const struct command_option *options;
    size_t option_count;
    /* How many words it takes; COMMAND_ANY for no upper limit. The caller checks. */
    size_t least;
    size_t most;
    unsigned flags;
    /* Returns 0 or a negative status with `err` filled. STATUS_NO with an empty message: nothing
     * found, nothing printed. */
    int (*run)(struct app *app, const struct command_args *args, struct output *out,
               struct error *err);
};

extern const struct command *const commands[]; /* NULL-terminated */

/* The command named by the first word, or the first two; NULL if none. `used` receives how many
 * words the name took. */
const struct command *command_named(const char *const *words, size_t count, size_t *used);
/* Check flags and number of words, open the store if it needs one, run. */
int command_run(const struct command *command, struct app *app, const struct command_args *args,
                struct output *out, struct error *err);

/* A line for people: printf into output.line; an object that was built in a buffer. */
int output_linef(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
int output_object(struct output *out, struct buf *json, struct error *err);
void output_notef(struct output *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
