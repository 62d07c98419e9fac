/* SPDX-License-Identifier: GPL-3.0-or-later
 * The history of a record as JSON.
 */
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "show_int.h"

static int add_step(const struct history_step *step, void *payload, struct error *err)
{
    struct buf *json = payload;
    json_begin_object(json);
    json_put_string(json, "entry", step->entry);
    json_put_string(json, "at", step->at);
    json_put_string(json, "by", step->by);
    json_put_string(json, "device", step->device);
    json_put_string(json, "why", step->why);
    json_add_name(json, "set");
    json_begin_object(json);
    for (size_t i = 0; i < step->count; i++) {
        const struct history_set *set = &step->set[i];
        json_add_name(json, set->field);
        json_begin_object(json);
        json_add_name(json, "to");
        value_to_json(json, set->to);
        json_add_name(json, "over");
        json_begin_array(json);
        for (size_t j = 0; j < set->over_count; j++)
            json_add_string(json, set->over[j]);
        json_end_array(json);
        json_end_object(json);
    }
    json_end_object(json);
    json_end_object(json);
    return buf_ok(json, err);
}

int show_history_json(struct buf *json, struct app *app, const char *id, struct error *err)
{
    json_add_name(json, "history");
    json_begin_array(json);
    int status = store_history(app->store, id, NULL, add_step, json, err);
    json_end_array(json);
    return status;
}
