/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a roster says: look-ups in a verified roster, and its text for people (allowed_signers).
 * How statements are checked is in roster_verify.c.
 */
#include "inwork/team/roster.h"

#include "inwork/base/buf.h"
#include "inwork/seal/sshsig.h"

bool compartment_valid(const char *name)
{
    size_t n = strnlen(name, COMPARTMENT_SIZE);
    if (n == 0 || n >= COMPARTMENT_SIZE || name[0] == '-' || name[n - 1] == '-')
        return false;
    return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

bool epoch_valid(const char *epoch)
{
    return strnlen(epoch, EPOCH_SIZE) == EPOCH_SIZE - 1 &&
           strspn(epoch, "0123456789abcdef") == EPOCH_SIZE - 1;
}

void roster_clear(struct roster *r)
{
    for (size_t i = 0; i < r->device_count; i++) {
        free(r->devices[i].compartments);
        free(r->devices[i].once);
        free(r->devices[i].cuts);
    }
    free(r->devices);
    free(r->generations);
    free(r->hashes);
    *r = (struct roster){0};
}

const char *roster_team(const struct roster *r)
{
    return r->count > 0 ? r->hashes[0] : "";
}

const char *roster_newest(const struct roster *r)
{
    return r->count > 0 ? r->hashes[r->count - 1] : "";
}

const struct roster_device *roster_device(const struct roster *r, const char *id)
{
    for (size_t i = 0; i < r->device_count; i++) {
        if (strcmp(r->devices[i].id, id) == 0)
            return &r->devices[i];
    }
    return NULL;
}

const struct roster_generation *roster_generation(const struct roster *r, const char *compartment,
                                                  int64_t number)
{
    const struct roster_generation *found = NULL;
    for (size_t i = 0; i < r->generation_count; i++) {
        const struct roster_generation *g = &r->generations[i];
        if (strcmp(g->compartment, compartment) != 0)
            continue;
        if (g->number == number)
            return g;
        if (number == 0)
            found = g; /* they are added in rising order */
    }
    return found;
}

static bool among(char (*names)[COMPARTMENT_SIZE], size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

bool roster_may(const struct roster_device *d, const char *compartment)
{
    if (d == NULL || d->removed)
        return false;
    return d->lead || among(d->compartments, d->compartment_count, compartment);
}

bool roster_might(const struct roster_device *d, const char *compartment)
{
    return d != NULL && (d->once_lead || among(d->once, d->once_count, compartment));
}

bool roster_is_lead(const struct roster *r, const char *device)
{
    const struct roster_device *d = roster_device(r, device);
    return d != NULL && d->lead && !d->removed;
}

const struct roster_cut *roster_cut(const struct roster_device *d, const char *epoch,
                                    const char *compartment)
{
    for (size_t i = 0; i < d->cut_count; i++) {
        if (strcmp(d->cuts[i].epoch, epoch) == 0 &&
            strcmp(d->cuts[i].compartment, compartment) == 0)
            return &d->cuts[i];
    }
    return NULL;
}

void roster_allowed_signers(struct buf *out, const struct roster *r)
{
    /* Sorted by picking the next larger id each time: teams have tens of devices. */
    const char *last = "";
    for (size_t written = 0; written < r->device_count; written++) {
        const struct roster_device *next = NULL;
        for (size_t i = 0; i < r->device_count; i++) {
            const struct roster_device *d = &r->devices[i];
            if (strcmp(d->id, last) > 0 && (next == NULL || strcmp(d->id, next->id) < 0))
                next = d;
        }
        if (next == NULL)
            return;
        buf_printf(out, "%s namespaces=\"inwork-segment,inwork-entry,inwork-heads\" ", next->id);
        sshsig_public_line(out, next->public.ed25519);
        buf_push(out, '\n');
        last = next->id;
    }
}
