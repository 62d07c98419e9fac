/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork prove: an answer with its writer's signature, for ssh-keygen to check.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/base/json.h"
#include "inwork/base/path.h"
#include "inwork/model/sharing.h"
#include "inwork/store/record.h"
#include "inwork/team/prove.h"
#include "leave_int.h"

static int write_file(const char *folder, const char *name, const struct buf *text,
                      struct error *err)
{
    struct buf path = BUF_ZERO;
    path_join(&path, folder, name);
    int status = buf_ok(&path, err);
    if (status == 0)
        status = fs_write(buf_text(&path), text->data, text->len, err);
    buf_free(&path);
    return status;
}

/* A word as a shell takes it. */
static void quote(struct buf *out, const char *folder, const char *name)
{
    struct buf path = BUF_ZERO;
    path_join(&path, folder, name);
    buf_push(out, '\'');
    for (const char *p = buf_text(&path); *p != 0; p++) {
        if (*p == '\'')
            buf_add(out, "'\\''");
        else
            buf_push(out, *p);
    }
    buf_push(out, '\'');
    buf_free(&path);
}

static int tell(struct app *app, const char *folder, const char *entry, const struct proof *proof,
                struct output *out, struct error *err)
{
    struct buf line = BUF_ZERO, json = BUF_ZERO;
    buf_add(&line, "ssh-keygen -Y verify -f ");
    quote(&line, folder, "allowed_signers");
    buf_printf(&line, " -I %s -n inwork-entry -s ", proof->device);
    quote(&line, folder, "message.sig");
    buf_add(&line, " < ");
    quote(&line, folder, "message");
    int status = buf_ok(&line, err);
    if (status == 0 && !app->json)
        status = out->line(out, buf_text(&line), line.len);
    if (status == 0 && app->json) {
        json_begin_object(&json);
        json_put_string(&json, "entry", entry);
        json_put_string(&json, "device", proof->device);
        json_put_string(&json, "command", buf_text(&line));
        json_end_object(&json);
        status = output_object(out, &json, err);
    }
    buf_free(&line);
    buf_free(&json);
    return status;
}

static int leave(struct app *app, const struct command_args *args, struct output *out,
                 struct error *err)
{
    char id[RECORD_ID_TEXT];
    struct sharing_clients about = {0};
    struct record r = {0};
    struct buf what = BUF_ZERO;
    int status = store_record_id(app->store, args->words[0], id, err);
    if (status == 0)
        status = store_record(app->store, id, &r, err);
    if (status == 0)
        status = sharing_clients_of_record(&about, app->store, id, err);
    if (status == 0) {
        buf_printf(&what, "Proof of one answer: %s of %s %s", args->words[1], r.kind, id);
        status = buf_ok(&what, err);
    }
    if (status == 0)
        status = app_leave(
            app, args,
            &(struct sharing){.about = &about, .what = buf_text(&what), .route = "export"}, out,
            err);
    sharing_clients_clear(&about);
    record_clear(&r);
    buf_free(&what);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    const char *folder = command_value(args, "output");
    char entry[ENTRY_ID_TEXT];
    struct buf message = BUF_ZERO, signature = BUF_ZERO, signers = BUF_ZERO;
    struct proof proof = {.message = &message, .signature = &signature, .signers = &signers};
    if (folder == NULL)
        return error_set(err, STATUS_USAGE, "“inwork prove” needs -o DIR");
    int status = prove_entry(app->store, args->words[0], args->words[1],
                             command_value(args, "entry"), entry, err);
    if (status == 0)
        status = prove_write(app->store, entry, &proof, err);
    if (status == 0)
        status = leave(app, args, out, err);
    if (status == 0)
        status = fs_make_folder(folder, err);
    if (status == 0)
        status = write_file(folder, "message", &message, err);
    if (status == 0)
        status = write_file(folder, "message.sig", &signature, err);
    if (status == 0)
        status = write_file(folder, "allowed_signers", &signers, err);
    if (status == 0)
        status = tell(app, folder, entry, &proof, out, err);
    buf_free_wiped(&message);
    buf_free(&signature);
    buf_free(&signers);
    return status;
}

static const struct command_option options[] = {
    {"output", 'o', "DIR", "where the three files go; made if it is not there"},
    {"entry", 0, "ENTRY", "which answer, when several differ"},
    {"to", 0, "PARTY", "who will receive it: consent is looked up, and the sharing log says so"},
    {"purpose", 0, "TEXT", "what for, for the sharing log"},
};

const struct command command_prove = {
    .name = "prove",
    .group = "Records",
    .usage = "ID FIELD -o DIR [--entry ENTRY] [--to PARTY] [--purpose TEXT]",
    .summary = "Prove who wrote an answer, with ssh-keygen alone",
    .help = "Writes message (the entry as it was signed, in plain text), message.sig and "
            "allowed_signers, and prints the line that verifies them. Where the answer is about a "
            "client, consent is looked up and the sharing log gets a line, as for export.",
    COMMAND_OPTIONS(options),
    .least = 2,
    .most = 2,
    .flags = COMMAND_OPENS,
    .run = run,
};
