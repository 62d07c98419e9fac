/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pushing into a folder: a stick, a shared drive. libgit2's local transport moves refs there
 * without comparing them with what it saw (two leads could overwrite one another), so the objects
 * are copied and the ref is moved here, under its lock. Files there take the user's own umask.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "child_int.h"

#define LOOSE_MAX 100u /* as git does it: up to so many objects arrive as files, more as a pack */

struct parcel {
    struct child *c;
    git_repository *there;
    git_odb *odb;
    git_packbuilder *pack;
    git_oid *ids;
    size_t count, room;
};

static int add(const git_oid *id, git_object_t type, void *payload)
{
    struct parcel *p = payload;
    /* A blob the other side has needs nothing else. */
    if (type == GIT_OBJECT_BLOB && git_odb_exists(p->odb, id))
        return 0;
    if (p->count == p->room) {
        size_t room = p->room ? p->room * 2 : 64;
        git_oid *ids = realloc(p->ids, room * sizeof *ids);
        if (!ids)
            return error_memory(NULL);
        p->ids = ids;
        p->room = room;
    }
    p->ids[p->count++] = *id;
    child_progress(p->c, p->count, 0);
    return 0;
}

/* Everything the commits from `old` (NULL: none) to `commit` brought. */
static int gather(struct parcel *p, const git_oid *commit, const git_oid *old, struct error *err)
{
    struct child *c = p->c;
    git_revwalk *walk = NULL;
    git_oid id;
    int rc = 0;
    int more = git_revwalk_new(&walk, c->repo);
    if (!more)
        more = git_revwalk_push(walk, commit);
    if (!more && old)
        more = git_revwalk_hide(walk, old);
    while (!more && !rc && (more = git_revwalk_next(&id, walk)) == 0) {
        git_commit *one = NULL;
        git_oid tree, before;
        bool has_before = false;
        rc = child_commit_tree(c, &id, &tree, err);
        if (!rc && git_commit_lookup(&one, c->repo, &id) == 0 && git_commit_parentcount(one) > 0) {
            rc = child_commit_tree(c, git_commit_parent_id(one, 0), &before, err);
            has_before = true;
        }
        git_commit_free(one);
        if (!rc)
            rc = tree_difference(c, &tree, has_before ? &before : NULL, add, p, err);
        if (!rc && add(&id, GIT_OBJECT_COMMIT, p))
            rc = error_memory(err);
    }
    git_revwalk_free(walk);
    if (!rc && more != GIT_ITEROVER)
        rc = child_git_error(STATUS_DATA, "the clone's history cannot be walked", err);
    return rc;
}

static int write_failed(struct child *c, struct error *err)
{
    int number = errno;
    int rc = network_path_there(c, err);
    if (rc)
        return rc;
    if (number == ENOSPC || number == EDQUOT)
        return error_set(err, STATUS_IO, "%s is full", c->remote_text);
    return child_git_error(STATUS_IO, "the remote cannot be written", err);
}

static int copy_loose(struct parcel *p, struct error *err)
{
    struct child *c = p->c;
    int rc = 0;
    (void)git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 0);
    for (size_t i = 0; !rc && i < p->count; i++) {
        git_odb_object *object = NULL;
        git_oid written;
        if (git_odb_read(&object, c->odb, &p->ids[i]) < 0)
            rc = child_git_error(STATUS_DATA, "the clone lacks an object", err);
        else if (git_odb_write(&written, p->odb, git_odb_object_data(object),
                               git_odb_object_size(object), git_odb_object_type(object)) < 0)
            rc = write_failed(c, err);
        git_odb_object_free(object);
        child_progress(c, i, p->count);
    }
    (void)git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
    struct buf objects = BUF_ZERO;
    buf_printf(&objects, "%sobjects", git_repository_commondir(p->there));
    if (!rc)
        rc = buf_ok(&objects, err);
    if (!rc && clone_flush(objects.data, p->ids, p->count, err))
        rc = write_failed(c, err);
    buf_free(&objects);
    return rc;
}

static int on_writing(const git_indexer_progress *stats, void *payload)
{
    struct child *c = payload;
    child_progress(c, stats->indexed_objects, stats->total_objects);
    return c->parent_gone ? GIT_EUSER : 0;
}

static int copy_pack(struct parcel *p, struct error *err)
{
    struct child *c = p->c;
    struct buf folder = BUF_ZERO;
    buf_printf(&folder, "%sobjects/pack", git_repository_commondir(p->there));
    int rc = buf_ok(&folder, err);
    int bad = rc ? 0 : git_packbuilder_new(&p->pack, c->repo);
    for (size_t i = 0; !rc && !bad && i < p->count; i++) {
        bad = git_packbuilder_insert(p->pack, &p->ids[i], NULL);
        child_progress(c, i, p->count);
    }
    if (!rc && bad)
        rc = child_git_error(STATUS_DATA, "the clone lacks an object", err);
    if (!rc && mkdir(folder.data, 0777) < 0 && errno != EEXIST)
        rc = write_failed(c, err);
    if (!rc && git_packbuilder_write(p->pack, folder.data, 0, on_writing, c) < 0)
        rc = write_failed(c, err);
    git_packbuilder_free(p->pack);
    p->pack = NULL;
    buf_free(&folder);
    return rc;
}

/* A lock on a device's own ref that is older than the deadline was left by a push of ours that was
 * killed: nobody else writes that ref. A time in the future is another clock's, and as stale. */
static bool stale_lock_removed(struct parcel *p, const char *ref)
{
    struct buf path = BUF_ZERO;
    bool removed = false;
    struct stat st;
    struct timespec now = {0};
    if (strncmp(ref, "refs/heads/device/", 18) != 0)
        return false;
    buf_printf(&path, "%s%s.lock", git_repository_commondir(p->there), ref);
    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (!path.failed && lstat(path.data, &st) == 0 && S_ISREG(st.st_mode)) {
        time_t age = now.tv_sec - st.st_mtim.tv_sec;
        time_t most = (time_t)p->c->deadline;
        if (age > most || age < -most)
            removed = unlink(path.data) == 0;
    }
    buf_free(&path);
    return removed;
}

static int locked(struct child *c, const char *ref, struct error *err)
{
    (void)error_set(err, STATUS_BUSY, "%s at %s is locked by another push", ref, c->remote_text);
    return error_hint(err, "try again in a minute; if nobody is syncing, remove %s/%s.lock",
                      c->remote_text, ref);
}

static int read_ref(git_repository *there, const char *ref, git_oid *at, bool *has)
{
    int bad = git_reference_name_to_id(at, there, ref);
    *has = bad == 0;
    return bad == GIT_ENOTFOUND ? 0 : bad;
}

/* Move the ref if it still stands at `old` (NULL: nowhere). */
static int move_ref(struct parcel *p, const char *ref, const git_oid *commit, const git_oid *old,
                    struct error *err)
{
    struct child *c = p->c;
    git_transaction *change = NULL;
    git_oid now;
    bool has = false;
    int rc = 0;
    int bad = git_transaction_new(&change, p->there);
    if (!bad)
        bad = git_transaction_lock_ref(change, ref);
    if (bad == GIT_ELOCKED && stale_lock_removed(p, ref))
        bad = git_transaction_lock_ref(change, ref);
    if (bad == GIT_ELOCKED)
        rc = locked(c, ref, err);
    else if (bad || read_ref(p->there, ref, &now, &has))
        rc = write_failed(c, err);
    else if (has != (old != NULL) || (has && !git_oid_equal(&now, old)))
        rc = error_set(err, STATUS_BUSY, "someone else moved %s at %s first", ref, c->remote_text);
    else if (git_transaction_set_target(change, ref, commit, NULL, NULL) < 0 ||
             git_transaction_commit(change) < 0)
        rc = write_failed(c, err);
    git_transaction_free(change);
    return rc;
}

static int confirm(struct child *c, const char *ref, const git_oid *commit, struct error *err)
{
    git_repository *again = NULL;
    git_oid at;
    bool has = false;
    int rc = 0;
    if (git_repository_open_ext(&again, c->remote.path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) < 0 ||
        read_ref(again, ref, &at, &has))
        rc = write_failed(c, err);
    else if (!has || !git_oid_equal(&at, commit))
        rc =
            error_set(err, STATUS_BUSY, "someone else moved %s at %s at once", ref, c->remote_text);
    git_repository_free(again);
    return rc;
}

static int may_write(struct parcel *p, struct error *err)
{
    struct buf path = BUF_ZERO;
    static const char *const folders[] = {"objects", "refs", "refs/heads"};
    int rc = 0;
    for (size_t i = 0; !rc && i < sizeof folders / sizeof folders[0]; i++) {
        buf_clear(&path);
        buf_printf(&path, "%s%s", git_repository_commondir(p->there), folders[i]);
        rc = buf_ok(&path, err);
        if (!rc && access(path.data, W_OK | X_OK) < 0 && errno != ENOENT) {
            (void)error_set(err, STATUS_REFUSED, "%s may not be changed by you", p->c->remote_text);
            rc = error_hint(err, "is it write-protected, or does it belong to someone else?");
        }
    }
    buf_free(&path);
    return rc;
}

static int deliver(struct parcel *p, const char *ref, const git_oid *commit, struct error *err)
{
    struct child *c = p->c;
    git_oid old;
    bool has = false;
    if (read_ref(p->there, ref, &old, &has))
        return child_git_error(STATUS_DATA, "the remote's ref cannot be read", err);
    if (has && git_oid_equal(&old, commit))
        return 0;
    if (has &&
        (!git_odb_exists(c->odb, &old) || git_graph_descendant_of(c->repo, commit, &old) != 1)) {
        (void)error_set(err, STATUS_BUSY, "someone else moved %s at %s first", ref, c->remote_text);
        return error_hint(err, "sync again");
    }
    int rc = may_write(p, err);
    if (!rc)
        rc = gather(p, commit, has ? &old : NULL, err);
    if (!rc)
        rc = p->count > LOOSE_MAX ? copy_pack(p, err) : copy_loose(p, err);
    if (!rc)
        rc = move_ref(p, ref, commit, has ? &old : NULL, err);
    return rc ? rc : confirm(c, ref, commit, err);
}

int path_push(struct child *c, const char *ref, const git_oid *commit, struct error *err)
{
    struct parcel p = {.c = c};
    mode_t own = umask(c->user_umask);
    int rc = 0;
    if (git_repository_open_ext(&p.there, c->remote.path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) <
            0 ||
        git_repository_odb(&p.odb, p.there) < 0)
        rc = child_git_error(STATUS_DATA, "the remote cannot be opened", err);
    if (!rc)
        rc = deliver(&p, ref, commit, err);
    (void)umask(own);
    free(p.ids);
    git_odb_free(p.odb);
    git_repository_free(p.there);
    return rc;
}
