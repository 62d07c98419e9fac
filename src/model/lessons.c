/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lessons from jobs and from the looking back when they ended.
 */
#include "inwork/model/lessons.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

struct reading {
    struct store *store;
    lesson_fn each;
    void *payload;
    const struct record *job; /* whose ends are read */
};

static void add_text(struct buf *out, const char *label, const char *text)
{
    if (text[0] == '\0')
        return;
    buf_printf(out, "%s%s", out->len > 0 ? "; " : "", label);
    for (; *text != '\0'; text++)
        buf_push(out, *text == '\n' ? ' ' : *text);
}

/* "From Baker at Example Bakery, ended 3 May 2026: " */
static void add_source(struct buf *out, struct store *s, const struct record *job,
                       const char *ended)
{
    struct record employer = {0};
    struct date d;
    const char *title = record_text(job, "job_title");
    buf_printf(out, "From %s", title[0] != '\0' ? title : "a job");
    if (record_text(job, "employer")[0] != '\0' &&
        store_record(s, record_text(job, "employer"), &employer, NULL) == 0)
        buf_printf(out, " at %s", employer.title);
    record_clear(&employer);
    if (date_parse(&d, ended))
        buf_printf(out, ", ended %d %.3s %d", d.day, date_month_name(d.month), d.year);
    buf_add(out, ": ");
}

static int tell(struct reading *r, const struct record *from, const char *ended,
                const struct buf *words, struct error *err)
{
    struct buf text = BUF_ZERO;
    add_source(&text, r->store, r->job, ended);
    buf_add(&text, buf_text(words));
    int status = buf_ok(&text, err);
    struct lesson lesson = {from->id, from->kind, buf_text(&text)};
    if (status == 0)
        status = r->each(&lesson, r->payload, err);
    buf_free(&text);
    return status;
}

static int take_end(const struct record *end, void *payload, struct error *err)
{
    struct reading *r = payload;
    struct buf words = BUF_ZERO;
    const char *ended = record_text(end, "ended_on");
    add_text(&words, "", record_text(end, "lessons"));
    add_text(&words, "good: ", record_text(end, "good_parts"));
    add_text(&words, "hard: ", record_text(end, "hard_parts"));
    add_text(&words, "what helped: ", record_text(end, "supports_used"));
    int status = buf_ok(&words, err);
    if (status == 0 && words.len > 0)
        status =
            tell(r, end, ended[0] != '\0' ? ended : record_text(r->job, "ended_on"), &words, err);
    buf_free(&words);
    return status;
}

static int take_job(const struct record *job, void *payload, struct error *err)
{
    struct reading *r = payload;
    struct buf words = BUF_ZERO;
    add_text(&words, "", record_text(job, "lessons"));
    add_text(&words, "went well: ", record_text(job, "went_well"));
    int status = buf_ok(&words, err);
    r->job = job;
    if (status == 0 && words.len > 0)
        status = tell(r, job, record_text(job, "ended_on"), &words, err);
    buf_free(&words);
    struct list_filter filter = {.field = "job", .value = job->id};
    struct list_request ends = {
        .kind = "job_end", .filters = &filter, .filter_count = 1, .sort = "-ended_on"};
    if (status == 0)
        status = store_list(r->store, &ends, take_end, r, err);
    return status == -STATUS_NO ? 0 : status;
}

int lessons_each(struct store *s, const char *client, lesson_fn each, void *payload,
                 struct error *err)
{
    struct reading r = {.store = s, .each = each, .payload = payload};
    struct list_filter filter = {.field = "client", .value = client};
    struct list_request jobs = {
        .kind = "job", .filters = &filter, .filter_count = 1, .sort = "-started_on"};
    int status = store_list(s, &jobs, take_job, &r, err);
    return status == -STATUS_NO ? 0 : status;
}
