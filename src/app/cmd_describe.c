/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork describe: the table of commands for the scripts that make completions and the manual.
 */
#include "commands_int.h"
#include "inwork/base/buf.h"

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    (void)app;
    (void)args;
    (void)err;
    int status = 0;
    for (size_t i = 0; status == 0 && commands[i]; i++) {
        const struct command *c = commands[i];
        if (c->flags & COMMAND_HIDDEN)
            continue;
        status =
            output_linef(out, "command\t%s\t%s\t%s\t%s", c->name, c->group, c->usage, c->summary);
        struct buf help = BUF_ZERO;
        for (const char *at = c->help ? c->help : ""; *at; at++)
            buf_add(&help, *at == '\n' ? "\\n" : (char[]){*at, '\0'});
        if (status == 0)
            status = output_linef(out, "help\t%s\t%s", c->name, buf_text(&help));
        buf_free(&help);
        for (size_t j = 0; status == 0 && j < c->option_count; j++) {
            const struct command_option *o = &c->options[j];
            status = output_linef(out, "option\t%s\t%s\t%s\t%s\t%s", c->name, o->name,
                                  o->letter ? (char[]){o->letter, '\0'} : "",
                                  o->value ? o->value : "", o->help);
        }
    }
    return status;
}

const struct command command_describe = {
    .name = "describe",
    .group = "",
    .usage = "",
    .summary = "Print the table of commands for scripts",
    .help = "",
    .flags = COMMAND_HIDDEN,
    .run = run,
};
