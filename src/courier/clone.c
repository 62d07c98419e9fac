/* SPDX-License-Identifier: GPL-3.0-or-later
 * The clone beside the store: a bare repository that is only a cache, so it may be thrown away.
 * libgit2's own ownership check is no help here (1.5 skips it for bare repositories), so we look.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child_int.h"

#define MEBI ((size_t)1 << 20)

int clone_configure(struct error *err)
{
    if (git_libgit2_init() < 0)
        return child_git_error(STATUS_SOFTWARE, "libgit2 does not start", err);
    int bad = 0;
    /* Nobody's git configuration changes what we do. */
    static const int levels[] = {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_GLOBAL,
                                 GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_PROGRAMDATA};
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
        bad |= git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
    bad |= git_libgit2_opts(GIT_OPT_SET_TEMPLATE_PATH, "");
    bad |= git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
    bad |= git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
    bad |= git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 1);
    /* The defaults are 8 GiB mapped, a window of 1 GiB, a cache of 256 MiB. */
    bad |= git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, 8 * MEBI);
    bad |= git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, 64 * MEBI);
    bad |= git_libgit2_opts(GIT_OPT_SET_MWINDOW_FILE_LIMIT, (size_t)64);
    bad |= git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)(16 * MEBI));
    /* A path remote may well be a colleague's; our own clone is checked by check_owner. */
    bad |= git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    return bad ? child_git_error(STATUS_SOFTWARE, "libgit2 refuses a setting", err) : 0;
}

static int check_owner(const char *git_dir, struct error *err)
{
    struct stat st;
    if (lstat(git_dir, &st) < 0)
        return error_errno(err, STATUS_IO, "the clone %s cannot be looked at", git_dir);
    if (!S_ISDIR(st.st_mode))
        return error_set(err, STATUS_DATA, "the clone %s is not a folder", git_dir);
    if (st.st_uid != geteuid() || (st.st_mode & (S_IWGRP | S_IWOTH))) {
        (void)error_set(err, STATUS_REFUSED, "the clone %s can be changed by someone else",
                        git_dir);
        return error_hint(err, "move it away; the next sync makes it anew");
    }
    return 0;
}

static int take_lock(struct child *c, struct error *err)
{
    struct buf path = BUF_ZERO;
    buf_printf(&path, "%s/inwork.lock", c->git_dir);
    int rc = buf_ok(&path, err);
    if (!rc) {
        c->lock = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (c->lock < 0)
            rc = error_errno(err, STATUS_IO, "the clone %s cannot be locked", c->git_dir);
        else if (flock(c->lock, LOCK_EX | LOCK_NB) < 0)
            rc = error_set(err, STATUS_BUSY, "another sync is using the clone %s", c->git_dir);
    }
    buf_free(&path);
    return rc;
}

/* What a killed courier left in the middle. Only called while the clone is ours alone. */
static void sweep(const char *folder, unsigned depth)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        size_t n = strlen(e->d_name);
        bool lock = n > 5 && strcmp(e->d_name + n - 5, ".lock") == 0 &&
                    strcmp(e->d_name, "inwork.lock") != 0;
        bool temporary = strncmp(e->d_name, "pack_git2_", 10) == 0 ||
                         strncmp(e->d_name, "tmp_object_git2_", 16) == 0;
        if (lock || temporary)
            (void)unlinkat(dirfd(dir), e->d_name, 0);
        else if (e->d_type == DT_DIR && depth > 0 && e->d_name[0] != '.' && n > 2) {
            struct buf below = BUF_ZERO;
            buf_printf(&below, "%s/%s", folder, e->d_name);
            if (!below.failed)
                sweep(below.data, depth - 1);
            buf_free(&below);
        }
    }
    (void)closedir(dir);
}

static int make(const char *git_dir, struct error *err)
{
    git_repository *repo = NULL;
    git_config *config = NULL;
    git_repository_init_options options = {
        .version = GIT_REPOSITORY_INIT_OPTIONS_VERSION,
        .flags = GIT_REPOSITORY_INIT_BARE,
        .mode = 0700,
        .initial_head = "main",
    };
    int bad = git_repository_init_ext(&repo, git_dir, &options);
    if (!bad)
        bad = git_repository_config(&config, repo);
    /* This version of libgit2 reads this as the size from which objects are not compared with one
     * another: comparing ciphertexts is pure loss. */
    if (!bad)
        bad = git_config_set_int32(config, "pack.deltaCacheSize", 1);
    if (!bad)
        bad = git_config_set_bool(config, "core.logAllRefUpdates", false);
    git_config_free(config);
    git_repository_free(repo);
    return bad ? child_git_error(STATUS_IO, "the clone cannot be made", err) : 0;
}

int clone_open(struct child *c, struct error *err)
{
    if (mkdir(c->git_dir, 0700) < 0 && errno != EEXIST)
        return error_errno(err, STATUS_IO, "the clone %s cannot be made", c->git_dir);
    int rc = check_owner(c->git_dir, err);
    if (!rc)
        rc = take_lock(c, err);
    if (rc)
        return rc;
    sweep(c->git_dir, 4);
    if (git_repository_open_bare(&c->own.repo, c->git_dir) < 0) {
        rc = make(c->git_dir, err);
        if (rc)
            return rc;
        if (git_repository_open_bare(&c->own.repo, c->git_dir) < 0)
            return child_git_error(STATUS_IO, "the clone cannot be opened", err);
    }
    if (git_repository_odb(&c->own.odb, c->own.repo) < 0)
        return child_git_error(STATUS_IO, "the clone's objects cannot be opened", err);
    return 0;
}

void clone_close(struct child *c)
{
    git_odb_free(c->own.odb);
    git_repository_free(c->own.repo);
    if (c->lock >= 0)
        (void)close(c->lock);
    (void)git_libgit2_shutdown();
}
