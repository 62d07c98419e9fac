/* SPDX-License-Identifier: GPL-3.0-or-later
 * Remotes that are folders: a stick, a shared drive. A ref there is moved under its lock, and only
 * from where it was seen. What is written there takes the user's own umask.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "child_int.h"

static int not_there(const char *path, struct error *err)
{
    (void)error_set(err, STATUS_UNAVAILABLE, "%s is not there", path);
    return error_hint(err, "is the stick plugged in, or the shared folder mounted?");
}

static int not_allowed(const char *path, struct error *err)
{
    (void)error_set(err, STATUS_REFUSED, "%s may not be changed by you", path);
    return error_hint(err, "is it write-protected, or does it belong to someone else?");
}

/* STATUS_UNAVAILABLE if the folder is gone, whatever the error in hand was; else that error. */
static int gone_or(const struct child *c, int rc, struct error *err)
{
    struct stat st;
    if (!rc || stat(c->remote.path, &st) == 0)
        return rc;
    if (errno == EACCES) {
        (void)error_set(err, STATUS_REFUSED, "%s may not be read by you", c->remote_text);
        return error_hint(err, "ask whoever owns the folder for the right to use it");
    }
    return not_there(c->remote_text, err);
}

static void shelf_close(struct shelf *shelf)
{
    git_odb_free(shelf->odb);
    git_repository_free(shelf->repo);
    *shelf = (struct shelf){0};
}

static int open_remote(struct child *c, struct shelf *out, struct error *err)
{
    *out = (struct shelf){0};
    if (git_repository_open_ext(&out->repo, c->remote.path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) ==
            0 &&
        git_repository_odb(&out->odb, out->repo) == 0)
        return 0;
    shelf_close(out);
    struct stat st;
    if (stat(c->remote.path, &st) == 0 && S_ISDIR(st.st_mode) &&
        access(c->remote.path, R_OK | X_OK) < 0)
        return error_set(err, STATUS_REFUSED, "%s may not be read by you", c->remote_text);
    (void)error_set(err, STATUS_DATA, "%s is not a git repository", c->remote_text);
    (void)error_hint(err,
                     "is it the right folder? “inwork team create” makes one where nothing is");
    return gone_or(c, -STATUS_DATA, err);
}

static int read_ref(const struct shelf *there, const char *ref, git_oid *at, bool *has)
{
    int bad = git_reference_name_to_id(at, there->repo, ref);
    *has = bad == 0;
    return bad == GIT_ENOTFOUND ? 0 : bad;
}

/* The folder in which the repository is to be made must be there: a stick that is not plugged in
 * must not get a namesake on the disk. */
static int check_above(struct child *c, struct error *err)
{
    struct buf above = BUF_ZERO;
    struct stat st;
    buf_add(&above, c->remote.path);
    int rc = buf_ok(&above, err);
    if (!rc) {
        size_t cut = (size_t)(strrchr(above.data, '/') - above.data);
        buf_truncate(&above, cut ? cut : 1);
        if (stat(above.data, &st) < 0)
            rc = not_there(above.data, err);
        else if (access(above.data, W_OK | X_OK) < 0)
            rc = not_allowed(above.data, err);
    }
    buf_free(&above);
    return rc;
}

int path_create(struct child *c, struct error *err)
{
    if (c->remote.kind != REMOTE_PATH)
        return error_set(err, STATUS_USAGE, "a repository can only be made under an absolute path");
    struct stat st;
    bool there = lstat(c->remote.path, &st) == 0;
    if (there && (!S_ISDIR(st.st_mode) || rmdir(c->remote.path) < 0)) {
        struct shelf shelf;
        int rc = open_remote(c, &shelf, err);
        shelf_close(&shelf);
        return rc;
    }
    int rc = check_above(c, err);
    if (rc)
        return rc;
    mode_t own = umask(c->user_umask);
    git_repository *repo = NULL;
    git_repository_init_options options = {
        .version = GIT_REPOSITORY_INIT_OPTIONS_VERSION,
        .flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKDIR,
        .mode = GIT_REPOSITORY_INIT_SHARED_UMASK,
        .initial_head = "main",
    };
    if (git_repository_init_ext(&repo, c->remote.path, &options) < 0)
        rc = child_git_error(STATUS_IO, "the repository cannot be made", err);
    git_repository_free(repo);
    (void)umask(own);
    return rc;
}

int path_list(struct child *c, struct error *err)
{
    struct shelf there;
    git_reference_iterator *all = NULL;
    int rc = open_remote(c, &there, err);
    int more =
        rc ? GIT_ITEROVER : git_reference_iterator_glob_new(&all, there.repo, "refs/heads/*");
    const char *name = NULL;
    while (!more && !c->parent_gone && (more = git_reference_next_name(&name, all)) == 0) {
        git_oid at;
        bool has = false;
        if (read_ref(&there, name, &at, &has) == 0 && has)
            network_tell_ref(c, name, &at);
    }
    git_reference_iterator_free(all);
    if (!rc && more != GIT_ITEROVER)
        rc = child_git_error(STATUS_DATA, "the remote's branches cannot be listed", err);
    shelf_close(&there);
    return gone_or(c, rc, err);
}

/* --- fetching */

static int fetch_one(struct child *c, const struct shelf *there, const char *ref, struct error *err)
{
    git_oid at, old;
    bool has = false;
    if (read_ref(there, ref, &at, &has))
        return child_git_error(STATUS_DATA, "a branch of the remote cannot be read", err);
    if (!has)
        return 0;
    struct buf name = BUF_ZERO;
    network_local_name(&name, ref);
    int rc = buf_ok(&name, err);
    bool had = !rc && git_reference_name_to_id(&old, c->own.repo, name.data) == 0;
    if (!rc && !(had && git_oid_equal(&old, &at))) {
        struct parcel p = {.child = c, .from = there, .to = &c->own, .limit = c->limit};
        git_reference *made = NULL;
        /* A remote that was rewound or made anew may not have what we had. */
        had = had && git_odb_exists(there->odb, &old);
        rc = parcel_gather(&p, &at, had ? &old : NULL, err);
        if (!rc)
            rc = parcel_copy(&p, err);
        if (!rc && git_reference_create(&made, c->own.repo, name.data, &at, 1, NULL) < 0)
            rc = child_git_error(STATUS_IO, "the clone cannot be written", err);
        git_reference_free(made);
        parcel_clear(&p);
    }
    buf_free(&name);
    return rc;
}

int path_fetch(struct child *c, char *const *refs, size_t count, struct error *err)
{
    struct shelf there;
    int rc = open_remote(c, &there, err);
    for (size_t i = 0; !rc && i < count; i++)
        rc = fetch_one(c, &there, refs[i], err);
    shelf_close(&there);
    return gone_or(c, rc, err);
}

/* --- pushing */

static int moved(struct child *c, const char *ref, struct error *err)
{
    (void)error_set(err, STATUS_BUSY, "someone else moved %s at %s first", ref, c->remote_text);
    return error_hint(err, "sync again");
}

/* A lock on a device's own ref that is older than the deadline was left by a push of ours that was
 * killed: nobody else writes that ref. A time in the future is another clock's, and as stale. */
static bool stale_lock_removed(struct child *c, const struct shelf *there, const char *ref)
{
    struct buf path = BUF_ZERO;
    bool removed = false;
    struct stat st;
    struct timespec now = {0};
    if (strncmp(ref, "refs/heads/device/", 18) != 0)
        return false;
    buf_printf(&path, "%s%s.lock", git_repository_commondir(there->repo), ref);
    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (!path.failed && lstat(path.data, &st) == 0 && S_ISREG(st.st_mode)) {
        time_t age = now.tv_sec - st.st_mtim.tv_sec;
        time_t most = (time_t)c->deadline;
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

/* Move the ref if it still stands at `old` (NULL: nowhere). */
static int move_ref(struct child *c, const struct shelf *there, const char *ref,
                    const git_oid *commit, const git_oid *old, struct error *err)
{
    git_transaction *change = NULL;
    git_oid now;
    bool has = false;
    int rc = 0;
    int bad = git_transaction_new(&change, there->repo);
    if (!bad)
        bad = git_transaction_lock_ref(change, ref);
    if (bad == GIT_ELOCKED && stale_lock_removed(c, there, ref))
        bad = git_transaction_lock_ref(change, ref);
    if (bad == GIT_ELOCKED)
        rc = locked(c, ref, err);
    else if (bad || read_ref(there, ref, &now, &has))
        rc = child_git_error(STATUS_IO, "the remote's branch cannot be locked", err);
    else if (has != (old != NULL) || (has && !git_oid_equal(&now, old)))
        rc = moved(c, ref, err);
    else if (git_transaction_set_target(change, ref, commit, NULL, NULL) < 0 ||
             git_transaction_commit(change) < 0)
        rc = child_git_error(STATUS_IO, "the remote's branch cannot be written", err);
    git_transaction_free(change);
    return rc;
}

static int confirm(struct child *c, const char *ref, const git_oid *commit, struct error *err)
{
    struct shelf again;
    git_oid at;
    bool has = false;
    int rc = open_remote(c, &again, err);
    if (!rc && read_ref(&again, ref, &at, &has))
        rc = child_git_error(STATUS_DATA, "the remote's branch cannot be read again", err);
    /* Another lead may have built on it since. */
    if (!rc && !(has && (git_oid_equal(&at, commit) ||
                         git_graph_descendant_of(again.repo, &at, commit) == 1)))
        rc = moved(c, ref, err);
    shelf_close(&again);
    return rc;
}

static int may_write(const struct child *c, const struct shelf *there, struct error *err)
{
    struct buf path = BUF_ZERO;
    static const char *const folders[] = {"objects", "refs", "refs/heads"};
    int rc = 0;
    for (size_t i = 0; !rc && i < sizeof folders / sizeof folders[0]; i++) {
        buf_clear(&path);
        buf_printf(&path, "%s%s", git_repository_commondir(there->repo), folders[i]);
        rc = buf_ok(&path, err);
        if (!rc && access(path.data, W_OK | X_OK) < 0 && errno != ENOENT)
            rc = not_allowed(c->remote_text, err);
    }
    buf_free(&path);
    return rc;
}

static int deliver(struct child *c, const struct shelf *there, const char *ref,
                   const git_oid *commit, struct error *err)
{
    git_oid old;
    bool has = false;
    if (read_ref(there, ref, &old, &has))
        return child_git_error(STATUS_DATA, "the remote's branch cannot be read", err);
    if (has && git_oid_equal(&old, commit))
        return 0;
    if (has && (!git_odb_exists(c->own.odb, &old) ||
                git_graph_descendant_of(c->own.repo, commit, &old) != 1))
        return moved(c, ref, err);
    struct parcel p = {.child = c, .from = &c->own, .to = there};
    int rc = may_write(c, there, err);
    if (!rc)
        rc = parcel_gather(&p, commit, has ? &old : NULL, err);
    if (!rc)
        rc = parcel_copy(&p, err);
    parcel_clear(&p);
    if (!rc)
        rc = move_ref(c, there, ref, commit, has ? &old : NULL, err);
    return rc ? rc : confirm(c, ref, commit, err);
}

int path_push(struct child *c, const char *ref, const git_oid *commit, struct error *err)
{
    struct shelf there;
    mode_t own = umask(c->user_umask);
    int rc = open_remote(c, &there, err);
    if (!rc)
        rc = deliver(c, &there, ref, commit, err);
    shelf_close(&there);
    (void)umask(own);
    return gone_or(c, rc, err);
}
