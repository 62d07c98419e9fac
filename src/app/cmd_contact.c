/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork contact: how to reach employers and their people, while the telephone is in the other
 * hand.
 */
#include "inwork/store/contact.h"

#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"

struct printing {
    struct app *app;
    struct output *out;
    size_t count;
};

/* "" is no answer. */
static void put(struct buf *json, const char *name, const char *text)
{
    json_put_string(json, name, text[0] != '\0' ? text : NULL);
}

static int row(const struct contact_row *r, void *payload, struct error *err)
{
    struct printing *p = payload;
    p->count++;
    if (!p->app->json)
        return output_linef(p->out, "%s\t%s\t%s\t%s\t%s", r->employer, r->person, r->phone,
                            r->email, r->last_contact);
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    put(&json, "id", r->id);
    put(&json, "employer", r->employer);
    put(&json, "person", r->person);
    put(&json, "phone", r->phone);
    put(&json, "email", r->email);
    put(&json, "last_contact", r->last_contact);
    json_end_object(&json);
    int status = output_object(p->out, &json, err);
    buf_free(&json);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct printing p = {app, out, 0};
    struct buf words = BUF_ZERO;
    struct buf corrected = BUF_ZERO;
    for (size_t i = 0; i < args->word_count; i++)
        buf_printf(&words, "%s%s", i > 0 ? " " : "", args->words[i]);
    int status = buf_ok(&words, err);
    if (status == 0)
        status = store_contact(app->store, buf_text(&words), &corrected, row, &p, err);
    if (status == 0 && p.count > 0 && corrected.len > 0)
        output_notef(out, "Nothing matched exactly; these match “%s”.", buf_text(&corrected));
    buf_free(&words);
    buf_free(&corrected);
    return status == 0 && p.count == 0 ? -STATUS_NO : status;
}

const struct command command_contact = {
    .name = "contact",
    .group = "Records",
    .usage = "WORDS…",
    .summary = "Look up employers and their people",
    .help =
        "Columns: employer, person, phone, email, day of the last contact; each employer before "
        "its people. Exits 1 when nothing is found.",
    .least = 1,
    .most = COMMAND_ANY,
    .flags = COMMAND_OPENS,
    .run = run,
};
