/* SPDX-License-Identifier: GPL-3.0-or-later
 * Answers for any field of the catalogue.
 */
#include "answers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/field.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"

unsigned answer_count(const struct catalogue_field *f)
{
    switch (f->type) {
    case FIELD_REFERENCE:
        return 0;
    case FIELD_YES_NO:
        return 2;
    case FIELD_ONE_OF:
        return f->choice_count < 3 ? (unsigned)f->choice_count : 3;
    default:
        return 3;
    }
}

void answer_text(struct buf *out, const struct catalogue_kind *k, const struct catalogue_field *f,
                 unsigned which)
{
    switch (f->type) {
    case FIELD_TEXT:
        buf_printf(out, "Zoë's %s of %s no. %u", f->name, k->name, which);
        break;
    case FIELD_LONG_TEXT:
        buf_printf(out, "About %s of %s:\n“%u” – naïve, 你好.\n\n\tIndented.", f->name, k->name,
                   which);
        break;
    case FIELD_DATE:
        buf_printf(out, "2026-0%u-1%u", which + 1, which);
        break;
    case FIELD_TIME:
        buf_printf(out, "1%u:05", which);
        break;
    case FIELD_YES_NO:
        buf_add(out, which == 0 ? "yes" : "no");
        break;
    case FIELD_ONE_OF:
        buf_add(out, f->choices[which].value);
        break;
    case FIELD_SEVERAL_OF:
        if (which == 2)
            buf_printf(out, "%s; %s", f->choices[1].value, f->choices[0].value);
        else
            buf_add(out, f->choices[which].value);
        break;
    case FIELD_NUMBER:
        buf_printf(out, "%u", 10 + which);
        break;
    case FIELD_MONEY:
        buf_printf(out, "1%u.50", which);
        break;
    case FIELD_PHONE:
        buf_printf(out, "01632 96010%u", which);
        break;
    case FIELD_EMAIL:
        buf_printf(out, "ada.%u@example.org", which);
        break;
    case FIELD_REFERENCE:
        break;
    }
}

static const char *id_of(const struct answers *all, const char *kind)
{
    return all->ids[catalogue_kind(all->catalogue, kind) - all->catalogue->kinds];
}

static void fill(struct store *s, struct answers *all, size_t place, bool references)
{
    const struct catalogue_kind *k = &all->catalogue->kinds[place];
    struct save_field *fields = calloc(k->field_count, sizeof *fields);
    const struct field_context context = {.today = {2026, 9, 7}};
    /* what is said to employers before its client and plan are there needs a reason */
    static const char why[] = "One of every kind.";
    struct error err = {0};
    size_t count = 0;
    bool changed = false;
    for (size_t i = 0; i < k->field_count; i++) {
        const struct catalogue_field *f = &k->fields[i];
        bool person = i == 0 && strcmp(k->compartment, COMPARTMENT_SUPERVISION) == 0;
        struct buf text = BUF_ZERO;
        if (f->type != FIELD_REFERENCE && !references)
            answer_text(&text, k, f, 0);
        else if (f->type == FIELD_REFERENCE && references != person)
            buf_add(&text, id_of(all, f->target));
        if (text.len > 0) {
            if (field_parse(&fields[count].to, f, buf_text(&text), text.len, &context, &err) != 0)
                fail_msg("%s.%s: %s", k->name, f->name, err.message);
            fields[count++].field = f->name;
        }
        buf_free(&text);
    }
    if (count > 0 &&
        (references ? save_changes(s, all->ids[place], fields, count, why, &changed, NULL, &err)
                    : save_new(s, k, fields, count, why, all->ids[place], NULL, &err)) != 0)
        fail_msg("%s: %s", k->name, err.message);
    for (size_t i = 0; i < count; i++)
        value_clear(&fields[i].to);
    free(fields);
}

struct answers answers_fill(struct store *s)
{
    struct answers all = {.catalogue = store_catalogue(s)};
    struct error err = {0};
    all.ids = calloc(all.catalogue->kind_count, sizeof *all.ids);
    size_t member = (size_t)(catalogue_kind(all.catalogue, "member") - all.catalogue->kinds);
    assert_int_equal(store_begin(s, &err), 0);
    fill(s, &all, member, false); /* supervision says whose it is from the beginning */
    for (size_t i = 0; i < all.catalogue->kind_count; i++)
        if (i != member)
            fill(s, &all, i, false);
    for (size_t i = 0; i < all.catalogue->kind_count; i++)
        fill(s, &all, i, true);
    assert_int_equal(store_commit(s, &err), 0);
    return all;
}
