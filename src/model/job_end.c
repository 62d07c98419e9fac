/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking back on the end of a job tells when and why it ended: what the job itself does not say of
 * that yet is written there too, since a job counts as held until it does.
 */
#include "save_int.h"

#include <string.h>

#include "inwork/model/save.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

/* An answer of the end, and where the job keeps it. */
static const struct {
    const char *end, *job;
} same[] = {{"ended_on", "ended_on"}, {"ended_by", "ended_by"}, {"reason", "end_reason"}};

#define SAME (sizeof same / sizeof same[0])

static const struct value *single(const struct record *r, const char *name)
{
    const struct record_field *f = record_field(r, name);
    return f && f->head_count == 1 ? &f->heads[0].value : NULL;
}

/* The job says nothing of it, or still what the end said before it was put right. */
static bool follows(const struct record *job, const char *name, const struct value *before)
{
    const struct record_field *f = record_field(job, name);
    if (!f || f->head_count == 0 || (f->head_count == 1 && f->heads[0].value.type == VALUE_NULL))
        return true;
    return f->head_count == 1 && before && value_equal(&f->heads[0].value, before);
}

static int carry(struct store *s, const struct record *before, const struct record *end,
                 const struct record *job, const char *why, struct error *err)
{
    struct save_field fields[SAME];
    size_t count = 0;
    int status = 0;
    for (size_t i = 0; i < SAME; i++) {
        const struct value *to = single(end, same[i].end);
        if (!to || to->type == VALUE_NULL ||
            !follows(job, same[i].job, before ? single(before, same[i].end) : NULL))
            continue;
        fields[count++] = (struct save_field){.field = same[i].job, .to = *to};
    }
    bool changed = false;
    char entry[ENTRY_ID_TEXT];
    if (count > 0)
        status = save_changes(s, job->id, fields, count, why, &changed, entry, err);
    return status;
}

int job_end_carry(struct store *s, const char *kind, const char *record,
                  const struct record *before, const char *why, struct error *err)
{
    if (strcmp(kind, "job_end") != 0)
        return 0;
    struct record end = {0};
    struct record job = {0};
    int status = store_record(s, record, &end, err);
    const char *home = status == 0 && !end.struck ? record_text(&end, "job") : NULL;
    if (home && home[0] && store_record(s, home, &job, NULL) == 0 && strcmp(job.kind, "job") == 0)
        status = carry(s, before, &end, &job, why, err);
    record_clear(&job);
    record_clear(&end);
    return status;
}
