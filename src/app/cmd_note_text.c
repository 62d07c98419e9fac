/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork note-text: a note, ready for the clinical record.
 */
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/sharing.h"
#include "inwork/report/note_text.h"
#include "inwork/store/record.h"
#include "leave_int.h"

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    char id[RECORD_ID_TEXT];
    struct buf text = BUF_ZERO, what = BUF_ZERO, team = BUF_ZERO;
    struct sharing_clients about = {0};
    int status = store_record_id(app->store, args->words[0], id, err);
    if (status == 0)
        status = note_text(&text, app->store, id, err);
    if (status == 0)
        status = sharing_clients_of_record(&about, app->store, id, err);
    if (status == 0) {
        note_text_name(&what, app->store, id);
        note_text_team(&team, app->store, about.count > 0 ? about.ids[0] : "");
        const struct sharing share = {.about = &about,
                                      .what = buf_text(&what),
                                      .party = buf_text(&team),
                                      .purpose = "the clinical record",
                                      .route = "clinical_record"};
        status = buf_ok(&what, err);
        if (status == 0)
            status = app_leave(app, args, &share, out, err);
    }
    if (status == 0)
        status = app_text(app, out, &text, err);
    struct error why = {0};
    if (status == 0 && note_text_copied(app->store, id, &why) < 0)
        output_notef(out, "warning: The note is not marked as copied: %s.", why.message);
    buf_free_wiped(&text);
    buf_free(&what);
    buf_free(&team);
    sharing_clients_clear(&about);
    return status;
}

static const struct command_option options[] = {
    {"to", 0, "PARTY", "whose record it goes into (default: the client's mental health team)"},
    {"purpose", 0, "TEXT", "what for, for the sharing log"},
};

const struct command command_note_text = {
    .name = "note-text",
    .group = "Records",
    .usage = "ID [--to PARTY] [--purpose TEXT]",
    .summary = "A note as text for the clinical record; marks it copied",
    .help = "Day, kind of contact, place and minutes, the four headings, what comes next, and who "
            "wrote it when. What was corrected stands beside its correction. The note is marked as "
            "copied today, and the sharing log gets a line.",
    COMMAND_OPTIONS(options),
    .least = 1,
    .most = 1,
    .flags = COMMAND_OPENS,
    .run = run,
};
