/* SPDX-License-Identifier: GPL-3.0-or-later
 * The courier process from within: one conversation, one clone, one remote.
 */
#ifndef INWORK_COURIER_CHILD_INT_H
#define INWORK_COURIER_CHILD_INT_H

/* Not git2.h: it has members named as functions we ban. */
#include <git2/blob.h>
#include <git2/commit.h>
#include <git2/common.h>
#include <git2/config.h>
#include <git2/errors.h>
#include <git2/global.h>
#include <git2/graph.h>
#include <git2/odb.h>
#include <git2/pack.h>
#include <git2/refs.h>
#include <git2/remote.h>
#include <git2/repository.h>
#include <git2/revwalk.h>
#include <git2/signature.h>
#include <git2/transaction.h>
#include <git2/tree.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "remote_int.h"
#include "wire_int.h"

#define COMMITTER "inwork"
#define COMMITTER_MAIL "inwork@invalid"
#define COMMIT_MESSAGE "inwork\n"

/* A file waiting for the commit that follows. */
struct put {
    char *path;
    git_oid id;
    bool remove;
};

/* A repository: our clone, or the one at a path remote. */
struct shelf {
    git_repository *repo;
    git_odb *odb;
};

struct child {
    int fd;
    int lock; /* the clone belongs to one courier at a time */
    struct remote remote;
    char *remote_text;
    char *git_dir;
    mode_t user_umask;
    unsigned deadline;
    struct shelf own;
    struct buf out;
    bool parent_gone;
    unsigned long flusher; /* the kernel's handle for flush.c; 0: none yet */
    int64_t told;          /* when progress was told last, in ms */
    uint64_t done, total;
    /* The transfer under way */
    uint64_t limit; /* bytes; 0: none */
    bool over_limit;
    struct error transport; /* what ssh or the remote itself said; status 0: nothing */
    bool answered;          /* push: the remote reported on the ref */
    struct buf words;       /* push: its reason to decline, and what it said beside */
    /* The commit under way */
    struct put *puts;
    size_t put_count, put_room;
    int put_failed;
    struct error put_error;
};

/* Send the frame in c->out. */
void child_send(struct child *c);
/* Tell the parent that something moved, at most ten times a second. */
void child_progress(struct child *c, uint64_t done, uint64_t total);

/* "WHAT: libgit2's reason" */
int child_git_error(enum status status, const char *what, struct error *err);
/* Is the object there, of this type, and no larger than `limit`? Looks at its header only. */
bool child_object_is(const struct shelf *shelf, const git_oid *id, git_object_t type,
                     uint64_t limit, uint64_t *size);
int child_oid(git_oid *out, const char *text, struct error *err);
/* The root tree of a commit; STATUS_DATA when it is not a commit or is missing. */
int child_commit_tree(const struct shelf *shelf, const git_oid *commit, git_oid *tree,
                      struct error *err);

/* clone.c: the bare repository beside the store; config and ownership are ours. */
int clone_configure(struct error *err);
int clone_open(struct child *c, struct error *err);
void clone_close(struct child *c);

/* flush.c: make the files of these loose objects durable, all at once. `objects` is the folder of
 * that name; what lies in a pack was flushed with it. */
int flush_objects(struct child *c, const char *objects, const git_oid *ids, size_t count,
                  struct error *err);

/* network.c: remotes behind ssh, and which way a question goes. */
int network_list(struct child *c, struct error *err);
int network_fetch(struct child *c, struct wire_reader *question, struct error *err);
int network_push(struct child *c, struct wire_reader *question, struct error *err);
/* Send one row of a listing, if the name is one of ours. */
void network_tell_ref(struct child *c, const char *ref, const git_oid *id);
/* The name under which the clone keeps a branch of the remote. */
void network_local_name(struct buf *out, const char *ref);

/* path.c: remotes that are folders. */
int path_create(struct child *c, struct error *err);
int path_list(struct child *c, struct error *err);
int path_fetch(struct child *c, char *const *refs, size_t count, struct error *err);
int path_push(struct child *c, const char *ref, const git_oid *commit, struct error *err);

/* parcel.c: copying commits from one repository on this machine to another. */
struct parcel {
    struct child *child;
    const struct shelf *from;
    const struct shelf *to;
    uint64_t limit; /* of bytes; 0: none */
    uint64_t bytes;
    git_oid *ids;
    size_t count, room;
};
/* Note everything the commits from `old` (NULL: none) to `commit` brought. STATUS_DATA: damaged,
 * or over the limit. */
int parcel_gather(struct parcel *p, const git_oid *commit, const git_oid *old, struct error *err);
/* Copy it, verified and flushed; what `to` has is left alone. */
int parcel_copy(struct parcel *p, struct error *err);
void parcel_clear(struct parcel *p);

/* tree.c */
int tree_files(struct child *c, struct wire_reader *question, struct error *err);
int tree_blobs(struct child *c, struct wire_reader *question, struct error *err);

/* What the tree `mine` has and `theirs` (NULL: nothing) has not in the same place: trees and
 * blobs. `visit` returns negative to stop. */
typedef int (*tree_visit_fn)(const git_oid *id, git_object_t type, void *payload);
int tree_difference(const struct shelf *shelf, const git_oid *mine, const git_oid *theirs,
                    tree_visit_fn visit, void *payload, struct error *err);

/* commit.c */
int commit_put(struct child *c, struct wire_reader *question);
int commit_make(struct child *c, struct wire_reader *question, struct error *err);
void commit_forget(struct child *c);

/* ssh.c: a libgit2 transport over the system's ssh; `payload` is the struct child. */
int ssh_transport(git_transport **out, git_remote *owner, void *payload);

/* ssh_words.c: what ssh printed and how it ended, as a status, a sentence and a hint in `err`. */
int ssh_explain(const struct remote *remote, const char *said, int exit_status, struct error *err);

/* sandbox.c: limits and a system call filter; what the kernel refuses is not fatal. */
void sandbox_enter(void);

#endif
