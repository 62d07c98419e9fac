/* SPDX-License-Identifier: GPL-3.0-or-later
 * Consent, warnings and the sharing log for commands that hand out what is about clients.
 */
#include "leave_int.h"

#include <string.h>

#include "inwork/app/app.h"
#include "inwork/app/command.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/sharing.h"

int app_leave(struct app *app, const struct command_args *args, const struct sharing *share,
              struct output *out, struct error *err)
{
    struct buf warnings = BUF_ZERO;
    struct sharing given = *share;
    const char *party = command_value(args, "to");
    const char *purpose = command_value(args, "purpose");
    given.party = party ? party : share->party;
    given.purpose = purpose ? purpose : share->purpose;
    int status = sharing_leave(app->store, &given, &warnings, err);
    for (const char *line = buf_text(&warnings); status == 0 && *line != '\0';) {
        size_t n = strcspn(line, "\n");
        output_notef(out, "warning: %.*s", (int)n, line);
        line += n + (line[n] == '\n');
    }
    if (status == 0 && given.about->count > 0 && !given.party && !given.nameless)
        output_notef(out, "hint: Name the recipient with --to, and with --purpose what it is for.");
    buf_free(&warnings);
    return status;
}

int app_text(struct app *app, struct output *out, const struct buf *text, struct error *err)
{
    struct buf json = BUF_ZERO;
    int status = 0;
    if (app->json) {
        json_begin_object(&json);
        json_put_string(&json, "text", buf_text(text));
        json_end_object(&json);
        status = output_object(out, &json, err);
        buf_free_wiped(&json);
        return status;
    }
    for (const char *line = buf_text(text); status == 0 && *line != '\0';) {
        size_t n = strcspn(line, "\n");
        status = out->line(out, line, n);
        line += n + (line[n] == '\n');
    }
    return status;
}
