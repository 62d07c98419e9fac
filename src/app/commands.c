/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of commands, finding one, and running it.
 */
#include "commands_int.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"

#define COMMAND_ROW(name) &command_##name,
const struct command *const commands[] = {COMMANDS(COMMAND_ROW) NULL};
#undef COMMAND_ROW

const struct command *command_named(const char *const *words, size_t count, size_t *used)
{
    const struct command *found = NULL;
    *used = 0;
    for (size_t i = 0; count > 0 && commands[i]; i++) {
        const char *name = commands[i]->name;
        size_t first = strcspn(name, " ");
        if (strlen(words[0]) != first || strncmp(name, words[0], first) != 0)
            continue;
        if (name[first] == '\0' && !found) {
            found = commands[i];
            *used = 1;
        } else if (name[first] == ' ' && count > 1 && strcmp(name + first + 1, words[1]) == 0) {
            found = commands[i];
            *used = 2;
        }
    }
    return found;
}

const char *command_value(const struct command_args *args, const char *name)
{
    const char *value = NULL;
    for (size_t i = 0; i < args->given_count; i++)
        if (strcmp(args->given[i].option->name, name) == 0)
            value = args->given[i].value;
    return value;
}

bool command_flag(const struct command_args *args, const char *name)
{
    for (size_t i = 0; i < args->given_count; i++)
        if (strcmp(args->given[i].option->name, name) == 0)
            return true;
    return false;
}

int command_number(int64_t *out, const struct command_args *args, const char *name,
                   int64_t otherwise, int64_t least, int64_t most, struct error *err)
{
    *out = otherwise;
    const char *text = command_value(args, name);
    if (!text)
        return 0;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 18 || text[digits] != '\0')
        return error_set(err, STATUS_USAGE, "--%s takes a whole number, not “%s”", name, text);
    *out = (int64_t)strtoll(text, NULL, 10);
    if (*out < least || *out > most)
        return error_set(err, STATUS_USAGE, "--%s takes a number from %lld to %lld, not %s", name,
                         (long long)least, (long long)most, text);
    return 0;
}

int command_run(const struct command *command, struct app *app, const struct command_args *args,
                struct output *out, struct error *err)
{
    if (args->word_count < command->least || args->word_count > command->most) {
        (void)error_set(err, STATUS_USAGE,
                        args->word_count < command->least ? "“inwork %s” needs more than that"
                                                          : "“inwork %s” takes less than that",
                        command->name);
        return error_hint(err, "usage: inwork %s%s%s", command->name, command->usage[0] ? " " : "",
                          command->usage);
    }
    if ((command->flags & COMMAND_WRITES) && app->read_only)
        return error_set(err, STATUS_USAGE, "“inwork %s” writes, and --read-only was given",
                         command->name);
    if (command->flags & COMMAND_OPENS) {
        int status = app_open(app, err);
        if (status < 0)
            return status;
    }
    return command->run(app, args, out, err);
}

int output_linef(struct output *out, const char *format, ...)
{
    struct buf text = BUF_ZERO;
    va_list args;
    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    int status = buf_ok(&text, NULL);
    if (status == 0)
        status = out->line(out, buf_text(&text), text.len);
    buf_free(&text);
    return status;
}

int output_object(struct output *out, struct buf *json, struct error *err)
{
    int status = buf_ok(json, err);
    return status < 0 ? status : out->object(out, buf_text(json), json->len);
}

void output_notef(struct output *out, const char *format, ...)
{
    struct buf text = BUF_ZERO;
    va_list args;
    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    if (!text.failed)
        out->note(out, buf_text(&text));
    buf_free(&text);
}
