/* SPDX-License-Identifier: GPL-3.0-or-later
 * The courier: git and the network, in a child process that holds no key and no store.
 *
 * The child is a program of its own, exec'd with every other descriptor closed, a new session
 * keyring, no_new_privs, dying with its parent; it alone is linked with libgit2. The parent speaks
 * to it over a socket pair with length-prefixed messages; every call has the deadline given at the
 * start and kills the child when it passes: later calls are STATUS_UNAVAILABLE, start another one.
 * One clone serves one courier at a time (STATUS_BUSY). Everything that comes back is hostile:
 * lengths and paths are checked here before a caller sees them.
 */
#ifndef INWORK_COURIER_COURIER_H
#define INWORK_COURIER_COURIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct courier;
struct error;

#define COURIER_OID_TEXT 41
#define COURIER_BLOB_MAX (17u << 20) /* FORMAT 7: blobs over 17 MiB are refused by header */

struct courier_options {
    const char *program; /* what to exec, see courier_program; called as `PROGRAM courier`. NULL: */
                         /* this program, which then has courier_child_main in it */
    const char *git_dir; /* the clone, S.git; made (bare) when missing; ownership is checked */
    const char *remote;  /* validated by courier_remote_check */
    unsigned deadline;   /* seconds without progress for one call; 0: 30 */
    bool has_umask;      /* whether `umask` is the user's own, which what is written into a path */
    unsigned umask;      /* remote takes; otherwise the one in force is taken */
    void (*progress)(uint64_t done, uint64_t total, void *payload); /* objects; may be NULL */
    void *payload;
};

/* STATUS_USAGE unless it is an absolute path, ssh://…, user@host:path or https://… of allowed
 * characters only. */
int courier_remote_check(const char *remote, struct error *err);

/* Append the path of inwork-courier: in the folder of this program, or in ../libexec/inwork from
 * there. STATUS_SOFTWARE if it is in neither. */
int courier_program(struct buf *out, struct error *err);

int courier_start(struct courier **out, const struct courier_options *options, struct error *err);
void courier_stop(struct courier *c); /* kills what is left; NULL is accepted */

/* Make a bare repository with HEAD main where nothing is (absolute paths only; an existing one is
 * left as it is). */
int courier_create(struct courier *c, struct error *err);

/* The remote's refs. STATUS_UNAVAILABLE: cannot be reached (also every later call's network
 * failure); STATUS_DATA: not a git repository. */
typedef int (*courier_ref_fn)(const char *ref, const char oid[COURIER_OID_TEXT], void *payload,
                              struct error *err);
int courier_list(struct courier *c, courier_ref_fn row, void *payload, struct error *err);

/* Fetch exactly these refs of the remote (full names) into refs/remote/<the same>; refs the remote
 * lacks are skipped. `limit`, when not 0, cuts a ref off that brings more than so many bytes:
 * STATUS_DATA. That status means: some refs were not taken, the others were. */
int courier_fetch(struct courier *c, const char *const *refs, size_t count, uint64_t limit,
                  struct error *err);
/* The tip last fetched for a ref, or "" */
int courier_tip(struct courier *c, const char *ref, char oid[COURIER_OID_TEXT], struct error *err);

/* The blobs of a commit's tree that are not the same in `base` (NULL: all): path, blob, size. Paths
 * are checked against the grammar of FORMAT 7; others come with `known` false and are only for
 * reporting. */
struct courier_file {
    const char *path;
    char blob[COURIER_OID_TEXT];
    uint64_t size;
    bool known;
};
typedef int (*courier_file_fn)(const struct courier_file *file, void *payload, struct error *err);
int courier_files(struct courier *c, const char *commit, const char *base, courier_file_fn row,
                  void *payload, struct error *err);
/* Contents, in the order asked, each at most COURIER_BLOB_MAX. `bytes` borrowed for the call. A
 * blob that is missing or too large comes with bytes NULL. */
typedef int (*courier_blob_fn)(size_t index, const void *bytes, size_t n, void *payload,
                               struct error *err);
int courier_blobs(struct courier *c, const char *const *blobs, size_t count, courier_blob_fn row,
                  void *payload, struct error *err);

/* Make a commit: the tree of `base` (a commit, or NULL for empty) with files put and removed, on
 * top of `parent` (or NULL). Author and message are constant, the time is cut to the hour. */
struct courier_put {
    const char *path;
    const void *bytes; /* NULL: remove the path */
    size_t n;
    const char *blob; /* instead of bytes: a blob the clone already has */
};
int courier_commit(struct courier *c, const char *base, const char *parent,
                   const struct courier_put *puts, size_t count, char commit[COURIER_OID_TEXT],
                   struct error *err);
/* Push one commit to one ref, never by force. 0: the remote confirmed the ref by its own status and
 * a fresh listing. STATUS_BUSY: someone else moved it first (fetch again). STATUS_REFUSED: the
 * remote declined, its words in the message. STATUS_UNAVAILABLE: it went away. */
int courier_push(struct courier *c, const char *ref, const char *commit, struct error *err);

/* The child's own main; `main` calls it when argv[1] is "courier". Returns an exit status. */
int courier_child_main(void);

#endif
