/* SPDX-License-Identifier: GPL-3.0-or-later
 * Consent, warnings and the sharing log for commands that hand out what is about clients.
 */
#include "leave_int.h"

#include <string.h>

#include "inwork/app/app.h"
#include "inwork/app/command.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/sharing.h"

int app_leave(struct app *app, const struct command_args *args, const struct sharing_clients *about,
              const char *what, const char *route, bool nameless, struct output *out,
              struct error *err)
{
    struct buf warnings = BUF_ZERO;
    const struct sharing share = {
        .about = about,
        .what = what,
        .party = command_value(args, "to"),
        .purpose = command_value(args, "purpose"),
        .route = route,
        .nameless = nameless,
    };
    int status = sharing_leave(app->store, &share, &warnings, err);
    for (const char *line = buf_text(&warnings); status == 0 && *line != '\0';) {
        size_t n = strcspn(line, "\n");
        output_notef(out, "warning: %.*s", (int)n, line);
        line += n + (line[n] == '\n');
    }
    if (status == 0 && about->count > 0 && !share.party && !nameless)
        output_notef(out, "hint: Name the recipient with --to, and with --purpose what it is for.");
    buf_free(&warnings);
    return status;
}
