/* SPDX-License-Identifier: GPL-3.0-or-later
 * Help, made from the descriptors.
 */
#include <string.h>

#include "cli_int.h"
#include "inwork/base/error.h"

#define WIDTH 80
#define INDENT 4

/* Words of `text` wrapped to the width, each line indented. A newline begins a paragraph. */
static int wrapped(struct output *out, const char *text, struct error *err)
{
    struct buf row = BUF_ZERO;
    int status = 0;
    size_t columns = 0;
    while (*text && status == 0) {
        size_t n = strcspn(text, " \n");
        size_t width = 0;
        for (size_t i = 0; i < n; i++)
            width += ((unsigned char)text[i] & 0xC0) != 0x80;
        if (columns > 0 && INDENT + columns + 1 + width > WIDTH) {
            status = out->line(out, buf_text(&row), row.len);
            buf_clear(&row);
            columns = 0;
        }
        buf_printf(&row, "%*s%.*s", columns > 0 ? 1 : INDENT, "", (int)n, text);
        columns += width + (columns > 0);
        text += n;
        if (*text == '\n' && status == 0) {
            status = out->line(out, buf_text(&row), row.len);
            buf_clear(&row);
            columns = 0;
            if (status == 0)
                status = out->line(out, "", 0);
        }
        text += *text != '\0';
    }
    if (status == 0 && columns > 0)
        status = out->line(out, buf_text(&row), row.len);
    if (status == 0)
        status = buf_ok(&row, err);
    buf_free(&row);
    return status;
}

static int option_line(struct output *out, const struct command_option *o)
{
    struct buf name = BUF_ZERO;
    if (o->letter)
        buf_printf(&name, "-%c, ", o->letter);
    buf_printf(&name, "--%s", o->name);
    if (o->value)
        buf_printf(&name, " %s", o->value);
    int status = output_linef(out, "    %-28s %s", buf_text(&name), o->help);
    buf_free(&name);
    return status;
}

int help_command(struct output *out, const struct command *command, struct error *err)
{
    int status = output_linef(out, "usage: inwork %s%s%s", command->name,
                              command->usage[0] ? " " : "", command->usage);
    if (status == 0)
        status = output_linef(out, "%s.", command->summary);
    if (status == 0 && command->help && command->help[0]) {
        status = out->line(out, "", 0);
        if (status == 0)
            status = wrapped(out, command->help, err);
    }
    for (size_t i = 0; status == 0 && i < command->option_count; i++) {
        if (i == 0)
            status = out->line(out, "", 0);
        if (status == 0)
            status = option_line(out, &command->options[i]);
    }
    return status;
}

int help_all(struct output *out)
{
    int status = output_linef(out, "usage: inwork [OPTION]... [COMMAND [WORD]...]");
    if (status == 0)
        status =
            output_linef(out, "An offline field notebook for IPS employment specialists. Without a "
                              "command: the notebook.");
    const char *group = "";
    for (size_t i = 0; status == 0 && commands[i]; i++) {
        const struct command *c = commands[i];
        if (c->flags & COMMAND_HIDDEN)
            continue;
        if (strcmp(group, c->group) != 0) {
            group = c->group;
            status = output_linef(out, "%s", group);
        }
        if (status == 0)
            status = output_linef(out, "    %-16s %s", c->name, c->summary);
    }
    if (status == 0)
        status = output_linef(out, "Options of every command");
    for (size_t i = 0; status == 0 && i < global_option_count; i++)
        status = option_line(out, &global_options[i]);
    if (status == 0)
        status = output_linef(out, "“inwork COMMAND --help” shows its options; “man inwork” "
                                   "everything.");
    return status;
}
