/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dated steps of one answer, from its history.
 */
#include "inwork/model/intensity.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/field.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

struct steps {
    const struct catalogue_field *known;
    const char *field;
    struct date begun; /* the first answer is at least as old; zero: not known */
    struct buf text;
    struct buf last; /* the answer before */
    bool any;
};

static void add_day(struct buf *out, struct date d)
{
    buf_printf(out, "%d %.3s %d", d.day, date_month_name(d.month), d.year);
}

static int take_step(const struct history_step *step, void *payload, struct error *err)
{
    struct steps *s = payload;
    (void)err;
    for (size_t i = 0; i < step->count; i++) {
        const struct history_set *set = &step->set[i];
        int64_t at = 0;
        struct buf value = BUF_ZERO;
        if (!step->counted || strcmp(set->field, s->field) != 0 ||
            !time_parse_rfc3339(&at, step->at))
            continue;
        field_show(&value, s->known, set->to);
        if (!s->any || strcmp(buf_text(&value), buf_text(&s->last)) != 0) {
            struct date day = date_of_moment(at);
            if (!s->any && s->begun.year != 0 && date_compare(s->begun, day) < 0)
                day = s->begun;
            buf_printf(&s->text, "%s%s ", s->any ? " → " : "",
                       value.len > 0 ? buf_text(&value) : "not said");
            add_day(&s->text, day);
            buf_clear(&s->last);
            buf_add(&s->last, buf_text(&value));
            s->any = true;
        }
        buf_free(&value);
    }
    return 0;
}

int intensity_describe(struct buf *out, struct store *s, const char *record, const char *field,
                       const char *from, struct error *err)
{
    struct record r = {0};
    int status = store_record(s, record, &r, err);
    if (status < 0) {
        record_clear(&r);
        return status;
    }
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(s), r.kind);
    struct steps steps = {.known = kind ? catalogue_field(kind, field) : NULL, .field = field};
    if (from)
        (void)date_parse(&steps.begun, record_text(&r, from));
    status = store_history(s, r.id, field, take_step, &steps, err);
    if (status == 0)
        status = buf_ok(&steps.text, err);
    if (status == 0)
        buf_add(out, buf_text(&steps.text));
    buf_free(&steps.text);
    buf_free(&steps.last);
    record_clear(&r);
    return status;
}
