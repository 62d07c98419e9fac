/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeping a job and going back to one are work on a job: their pages show what belongs to it, and
 * what is added there is added to it.
 */
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "sheet_make_int.h"
#include "ui_int.h"

/* The answer that names the job; NULL: the page does not want one. */
static const char *names_job(const struct record *r)
{
    if (strcmp(r->kind, "return_to_work_plan") == 0) {
        return "job";
    }
    bool keeping =
        strcmp(r->kind, "episode") == 0 && strcmp(record_text(r, "episode_kind"), "retention") == 0;
    return keeping ? "retention_job" : NULL;
}

bool sheet_find_beside(struct sheet *s, struct ui *ui, const struct record *r)
{
    const char *field = s->preview ? NULL : names_job(r);
    struct record job = {0};
    s->beside[0] = '\0';
    s->beside_kind = NULL;
    if (field == NULL) {
        return true;
    }
    const char *id = record_text(r, field);
    if (id[0] != '\0' && store_record(ui->store, id, &job, NULL) == 0) {
        ui_copy(s->beside, sizeof s->beside, job.id);
        s->beside_kind = catalogue_kind(store_catalogue(ui->store), job.kind);
    }
    record_clear(&job);
    return s->beside_kind != NULL;
}
