/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copying commits from one repository on this machine to another, either of which may be a stick
 * that is pulled out. libgit2's local transport is no help: it fetches every branch there is, and
 * pushes without comparing. Blobs over COURIER_BLOB_MAX are left behind; every object's hash is
 * checked as it is read.
 */
#include <errno.h>
#include <git2/sys/repository.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "child_int.h"

#define OBJECTS_MAX (8u << 20) /* a tree can be made to hold itself a million times over */
#define LOOSE_MAX 100u /* as git does it: up to so many objects arrive as files, more as a pack */

void parcel_clear(struct parcel *p)
{
    free(p->ids);
    p->ids = NULL;
    p->count = p->room = 0;
    p->bytes = 0;
}

static int add(const git_oid *id, git_object_t type, void *payload)
{
    struct parcel *p = payload;
    uint64_t size = 0;
    /* A blob the other side has needs nothing else; a tree may lack what is in it. */
    if (type == GIT_OBJECT_BLOB && git_odb_exists(p->to->odb, id))
        return 0;
    if (!child_object_is(p->from, id, type, COURIER_BLOB_MAX, &size) && type == GIT_OBJECT_BLOB)
        return 0;
    p->bytes += size;
    if (p->count >= OBJECTS_MAX || (p->limit && p->bytes > p->limit)) {
        p->child->over_limit = true;
        return -1;
    }
    if (p->count == p->room) {
        size_t room = p->room ? p->room * 2 : 64;
        git_oid *ids = realloc(p->ids, room * sizeof *ids);
        if (!ids)
            return error_memory(NULL);
        p->ids = ids;
        p->room = room;
    }
    p->ids[p->count++] = *id;
    child_progress(p->child, p->count, 0);
    return 0;
}

static int gather_one(struct parcel *p, const git_oid *id, struct error *err)
{
    git_commit *commit = NULL;
    git_oid tree, before;
    bool has_before = false;
    int rc = child_commit_tree(p->from, id, &tree, err);
    if (rc)
        return rc;
    if (git_commit_lookup(&commit, p->from->repo, id) < 0)
        return child_git_error(STATUS_DATA, "a commit cannot be read", err);
    if (git_commit_parentcount(commit) > 0) {
        rc = child_commit_tree(p->from, git_commit_parent_id(commit, 0), &before, err);
        has_before = true;
    }
    git_commit_free(commit);
    if (!rc)
        rc = tree_difference(p->from, &tree, has_before ? &before : NULL, add, p, err);
    if (!rc && add(id, GIT_OBJECT_COMMIT, p))
        rc = -STATUS_IO;
    if (p->child->over_limit)
        return error_set(err, STATUS_DATA, "a branch at %s is larger than it may be",
                         p->child->remote_text);
    return rc == -STATUS_IO ? error_memory(err) : rc;
}

int parcel_gather(struct parcel *p, const git_oid *commit, const git_oid *old, struct error *err)
{
    git_revwalk *walk = NULL;
    git_oid id;
    int rc = 0;
    p->child->over_limit = false;
    int more = git_revwalk_new(&walk, p->from->repo);
    if (!more)
        more = git_revwalk_push(walk, commit);
    if (!more && old)
        more = git_revwalk_hide(walk, old);
    while (!more && !rc && (more = git_revwalk_next(&id, walk)) == 0)
        rc = gather_one(p, &id, err);
    git_revwalk_free(walk);
    if (!rc && more != GIT_ITEROVER)
        rc = child_git_error(STATUS_DATA, "the history cannot be walked", err);
    return rc;
}

static int copy_failed(const char *what, struct error *err)
{
    int number = errno;
    bool full = number == ENOSPC || number == EDQUOT;
    return child_git_error(STATUS_IO, full ? "there is no room left" : what, err);
}

static int copy_loose(struct parcel *p, const char *objects, struct error *err)
{
    int rc = 0;
    /* Flushed together at the end. */
    (void)git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 0);
    for (size_t i = 0; !rc && i < p->count; i++) {
        git_odb_object *object = NULL;
        git_oid written;
        if (git_odb_read(&object, p->from->odb, &p->ids[i]) < 0)
            rc = child_git_error(STATUS_DATA, "an object cannot be read", err);
        else if (git_odb_write(&written, p->to->odb, git_odb_object_data(object),
                               git_odb_object_size(object), git_odb_object_type(object)) < 0)
            rc = copy_failed("an object cannot be written", err);
        git_odb_object_free(object);
        child_progress(p->child, i, p->count);
    }
    (void)git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
    return rc ? rc : flush_objects(p->child, objects, p->ids, p->count, err);
}

static int on_writing(const git_indexer_progress *stats, void *payload)
{
    struct child *c = payload;
    child_progress(c, stats->indexed_objects, stats->total_objects);
    return c->parent_gone ? GIT_EUSER : 0;
}

static int copy_pack(struct parcel *p, struct buf *folder, struct error *err)
{
    git_packbuilder *pack = NULL;
    git_config *config = NULL;
    int rc = 0;
    /* The pack builder takes its settings from the repository it reads: ours, not theirs. */
    int bad = git_repository_config(&config, p->child->own.repo);
    if (!bad)
        bad = git_repository_set_config(p->from->repo, config);
    if (!bad)
        bad = git_packbuilder_new(&pack, p->from->repo);
    for (size_t i = 0; !bad && i < p->count; i++) {
        bad = git_packbuilder_insert(pack, &p->ids[i], NULL);
        child_progress(p->child, i, p->count);
    }
    if (bad)
        rc = child_git_error(STATUS_DATA, "an object cannot be read", err);
    buf_add(folder, "/pack");
    if (!rc)
        rc = buf_ok(folder, err);
    if (!rc && mkdir(folder->data, 0777) < 0 && errno != EEXIST)
        rc = copy_failed("a pack cannot be written", err);
    if (!rc && git_packbuilder_write(pack, folder->data, 0, on_writing, p->child) < 0)
        rc = copy_failed("a pack cannot be written", err);
    git_packbuilder_free(pack);
    git_config_free(config);
    return rc;
}

int parcel_copy(struct parcel *p, struct error *err)
{
    struct buf objects = BUF_ZERO;
    buf_printf(&objects, "%sobjects", git_repository_commondir(p->to->repo));
    int rc = buf_ok(&objects, err);
    if (!rc)
        rc = p->count > LOOSE_MAX ? copy_pack(p, &objects, err) : copy_loose(p, objects.data, err);
    if (!rc)
        (void)git_odb_refresh(p->to->odb);
    buf_free(&objects);
    return rc;
}
