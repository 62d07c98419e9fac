/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was learned from each job that ended, so that it can flow back into the vocational profile:
 * as lines to read and to take over, never written by itself.
 */
#ifndef INWORK_MODEL_LESSONS_H
#define INWORK_MODEL_LESSONS_H

struct error;
struct store;

/* Borrowed during the callback. `record` is the job or the job_end that says so. */
struct lesson {
    const char *record, *kind;
    const char *text; /* "From Baker at Example Bakery, ended 3 May 2026: …", one line */
};
typedef int (*lesson_fn)(const struct lesson *l, void *payload, struct error *err);
/* Of all jobs of a client, the last first. */
int lessons_each(struct store *s, const char *client, lesson_fn each, void *payload,
                 struct error *err);

#endif
