/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts the program together: what must hold before anything else, then the command line.
 */
#include <locale.h>
#include <signal.h>
#include <sys/stat.h>

#include "inwork/base/error.h"
#include "inwork/cli/cli.h"
#include "inwork/seal/secret.h"
#include "inwork/tui/tui.h"

static int prepare(struct error *err)
{
    /* How characters are encoded, and no more: numbers have a point and messages are in one
     * language, whatever else the locale says. */
    (void)setlocale(LC_CTYPE, "");
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    /* A reader that went away, and a limit on the size of files, are errors of a write like any
     * other: they are told, not died of. */
    if (sigaction(SIGPIPE, &ignore, NULL) < 0 || sigaction(SIGXFSZ, &ignore, NULL) < 0)
        return error_errno(err, STATUS_SOFTWARE, "SIGPIPE and SIGXFSZ cannot be ignored");
    int status = seal_init(err);
    return status < 0 ? status : seal_harden_process(err);
}

int main(int argc, char **argv)
{
    mode_t own = umask(077);
    struct error err = {0};
    int status = prepare(&err);
    if (status < 0) {
        cli_print_error(&err);
        return -status;
    }
    return cli_main(argc, argv, own, tui_run);
}
