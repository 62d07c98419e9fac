/* SPDX-License-Identifier: GPL-3.0-or-later
 * Gathering the files of a commit.
 */
#include "inwork/base/error.h"
#include "sync_int.h"

void commit_clear(struct commit *c)
{
    for (size_t i = 0; i < c->count; i++) {
        free((char *)c->puts[i].path);
        free((char *)c->puts[i].bytes);
        free((char *)c->puts[i].blob);
    }
    free(c->puts);
    *c = (struct commit){0};
}

static struct courier_put *grow(struct commit *c, const char *path, struct error *err)
{
    struct courier_put *grown = realloc(c->puts, (c->count + 1) * sizeof *grown);
    if (grown == NULL) {
        (void)error_memory(err);
        return NULL;
    }
    c->puts = grown;
    grown[c->count] = (struct courier_put){.path = strdup(path)};
    if (grown[c->count].path == NULL) {
        (void)error_memory(err);
        return NULL;
    }
    return &grown[c->count++];
}

int commit_add(struct commit *c, const char *path, const void *bytes, size_t n, struct error *err)
{
    struct courier_put *put = grow(c, path, err);
    if (put == NULL)
        return -STATUS_IO;
    char *copy = malloc(n + 1);
    if (copy == NULL)
        return error_memory(err);
    memcpy(copy, bytes, n);
    put->bytes = copy;
    put->n = n;
    return 0;
}

int commit_add_blob(struct commit *c, const char *path, const char *blob, struct error *err)
{
    struct courier_put *put = grow(c, path, err);
    if (put == NULL)
        return -STATUS_IO;
    put->blob = strdup(blob);
    return put->blob == NULL ? error_memory(err) : 0;
}

int commit_remove(struct commit *c, const char *path, struct error *err)
{
    return grow(c, path, err) == NULL ? -STATUS_IO : 0;
}

int commit_add_statement(struct commit *c, size_t n, const struct buf *body,
                         const struct buf *signature, struct error *err)
{
    char path[48];
    (void)snprintf(path, sizeof path, "roster/%zu.json", n);
    int r = commit_add(c, path, body->data, body->len, err);
    (void)snprintf(path, sizeof path, "roster/%zu.json.sig", n);
    return r < 0 ? r : commit_add(c, path, signature->data, signature->len, err);
}

/* Files of one commit to `main` are few. */
static bool holds(const struct commit *c, const char *path)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->puts[i].path, path) == 0)
            return true;
    return false;
}

void commit_key_path(char out[KEY_PATH_SIZE], const struct roster_generation *g,
                     const struct roster_device *device)
{
    (void)snprintf(out, KEY_PATH_SIZE, "keys/%s/%lld/%s.age", g->compartment, (long long)g->number,
                   device->id);
}

int commit_add_key(struct commit *c, const struct roster_generation *g,
                   const struct age_identity *identity, const struct roster_device *device,
                   struct error *err)
{
    char path[KEY_PATH_SIZE];
    struct buf file = {0};
    commit_key_path(path, g, device);
    if (holds(c, path))
        return 0;
    int r = team_key_wrap(&file, identity, &device->public, err);
    if (r == 0)
        r = commit_add(c, path, file.data, file.len, err);
    buf_free(&file);
    return r;
}

int commit_add_keys(struct commit *c, const struct roster *roster,
                    const struct roster_device *device, const struct team_keys *keys,
                    struct error *err)
{
    int r = 0;
    for (size_t i = 0; r == 0 && i < roster->generation_count; i++) {
        const struct roster_generation *g = &roster->generations[i];
        const struct age_identity *identity = team_keys_get(keys, g->compartment, g->number);
        if (roster_may(device, g->compartment) && identity != NULL)
            r = commit_add_key(c, g, identity, device, err);
    }
    return r;
}
