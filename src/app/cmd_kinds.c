/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork kinds: the catalogue. It is part of the program, so no passphrase is needed.
 */
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"

static void field_json(struct buf *json, const struct catalogue_field *f)
{
    json_begin_object(json);
    json_put_string(json, "name", f->name);
    json_put_string(json, "label", f->label);
    json_put_string(json, "type", field_type_name(f->type));
    json_put_string(json, "section", f->section);
    json_add_name(json, "choices");
    json_begin_array(json);
    for (size_t i = 0; i < f->choice_count; i++)
        json_add_string(json, f->choices[i].value);
    json_end_array(json);
    json_put_bool(json, "required", f->required);
    json_end_object(json);
}

static int kind_json(const struct catalogue_kind *k, struct output *out, struct error *err)
{
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "kind", k->name);
    json_put_string(&json, "title", k->title);
    json_put_string(&json, "compartment", k->compartment);
    json_put_string(&json, "parent", k->parent[0] ? k->parent : NULL);
    json_add_name(&json, "fields");
    json_begin_array(&json);
    for (size_t i = 0; i < k->field_count; i++)
        field_json(&json, &k->fields[i]);
    json_end_array(&json);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int field_line(const struct catalogue_field *f, struct output *out)
{
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%s\t%s\t%s", f->name, field_type_name(f->type), f->label);
    if (f->target && f->target[0])
        buf_printf(&text, "\t%s", f->target);
    for (size_t i = 0; i < f->choice_count; i++)
        buf_printf(&text, "%s%s", i == 0 ? "\t" : ", ", f->choices[i].value);
    int status = out->line(out, buf_text(&text), text.len);
    buf_free(&text);
    return status;
}

static int kind_lines(const struct catalogue_kind *k, struct output *out)
{
    int status = 0;
    for (size_t i = 0; status == 0 && i < k->field_count; i++)
        status = field_line(&k->fields[i], out);
    return status;
}

static int answer(struct app *app, const struct catalogue *c, const char *name, struct output *out,
                  struct error *err)
{
    if (name) {
        const struct catalogue_kind *k = catalogue_kind(c, name);
        if (!k) {
            (void)error_set(err, STATUS_DATA, "there is no kind of record “%s”", name);
            return error_hint(err, "“inwork kinds” lists them.");
        }
        return app->json ? kind_json(k, out, err) : kind_lines(k, out);
    }
    int status = 0;
    for (size_t i = 0; status == 0 && i < c->kind_count; i++) {
        const struct catalogue_kind *k = &c->kinds[i];
        if (app->json)
            status = kind_json(k, out, err);
        else
            status =
                output_linef(out, "%s\t%s\t%s\t%s", k->name, k->title, k->compartment, k->parent);
    }
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct store *s = NULL;
    int status = store_open_memory(&s, NULL, err);
    if (status == 0)
        status =
            answer(app, store_catalogue(s), args->word_count ? args->words[0] : NULL, out, err);
    store_close(s);
    return status;
}

const struct command command_kinds = {
    .name = "kinds",
    .group = "Records",
    .usage = "[KIND]",
    .summary = "List the kinds of record, or the fields of one",
    .help =
        "For each kind its name, what it is, its compartment and the kind it is part of; for one "
        "kind each field's name, type, label, and the choices or the kind it refers to.",
    .most = 1,
    .run = run,
};
