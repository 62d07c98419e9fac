/* SPDX-License-Identifier: GPL-3.0-or-later
 * One command line from start to exit status.
 */
#include "inwork/cli/cli.h"

#include <string.h>
#include <unistd.h>

#include "cli_int.h"
#include "inwork/app/app.h"
#include "inwork/base/error.h"

static int answer(struct app *app, const struct parsed *p, struct output *out,
                  int (*interface)(struct app *, struct error *), struct error *err)
{
    if (p->version)
        return output_linef(out, "inwork %s", INWORK_VERSION);
    if (p->help)
        return p->command ? help_command(out, p->command, err) : help_all(out);
    if (!p->command) {
        int status = app_place(app, err);
        return status < 0 ? status : interface(app, err);
    }
    const struct command_args args = {
        .words = p->words,
        .word_count = p->word_count,
        .given = p->given,
        .given_count = p->given_count,
    };
    return command_run(p->command, app, &args, out, err);
}

int cli_main(int argc, char **argv, unsigned own_umask,
             int (*interface)(struct app *app, struct error *err))
{
    struct error err = {0};
    struct app app;
    struct parsed parsed = {0};
    struct printer printer;
    printer_init(&printer);
    app_init(&app);
    app.ask = ask_terminal;
    app.own_umask = own_umask;
    int status = parse_arguments(&parsed, &app, argc, argv, &err);
    if (status == 0)
        status = answer(&app, &parsed, &printer.output, interface, &err);
    /* A write that failed is the reason, whatever the command made of it. */
    struct error late = {0};
    if (printer_finish(&printer, &late) < 0) {
        err = late;
        status = -(int)late.status;
    }
    if (status < 0)
        cli_print_error(&err);
    app_clear(&app);
    parsed_clear(&parsed);
    printer_clear(&printer);
    return -status;
}
