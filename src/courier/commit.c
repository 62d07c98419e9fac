/* SPDX-License-Identifier: GPL-3.0-or-later
 * Making a commit of our own: no index, no work tree, and nothing in it that names a person or
 * the hour's minute.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "child_int.h"
#include "layout_int.h"

#define PUTS_MAX (4u << 20)

void commit_forget(struct child *c)
{
    for (size_t i = 0; i < c->put_count; i++)
        free(c->puts[i].path);
    c->put_count = 0;
    c->put_failed = 0;
    error_clear(&c->put_error);
}

static struct put *add(struct child *c)
{
    if (c->put_count == PUTS_MAX)
        return NULL;
    if (c->put_count == c->put_room) {
        size_t room = c->put_room ? c->put_room * 2 : 64;
        struct put *puts = realloc(c->puts, room * sizeof *puts);
        if (!puts)
            return NULL;
        c->puts = puts;
        c->put_room = room;
    }
    c->puts[c->put_count] = (struct put){0};
    return &c->puts[c->put_count++];
}

/* Flushed with the commit, all at once. */
static int write_blob(struct child *c, git_oid *id, const void *bytes, size_t n, struct error *err)
{
    (void)git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 0);
    int bad = git_odb_write(id, c->own.odb, bytes, n, GIT_OBJECT_BLOB);
    (void)git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
    return bad ? child_git_error(STATUS_IO, "the clone cannot be written", err) : 0;
}

int commit_put(struct child *c, struct wire_reader *question)
{
    struct error *err = &c->put_error;
    const char *path = wire_text(question);
    unsigned how = wire_u8(question);
    size_t n = 0;
    const char *bytes = wire_bytes(question, &n);
    if (!wire_end(question) || how > WIRE_PUT_BLOB)
        return error_set(err, STATUS_SOFTWARE, "the courier was given a file wrongly");
    if (!layout_knows(path) && how != WIRE_PUT_REMOVE)
        return error_set(err, STATUS_SOFTWARE, "“%s” has no place in a team repository", path);
    struct put *put = add(c);
    if (!put || !(put->path = strdup(path)))
        return error_memory(err);
    if (how == WIRE_PUT_BYTES)
        return n > COURIER_BLOB_MAX ? error_set(err, STATUS_DATA, "%s is too large", path)
                                    : write_blob(c, &put->id, bytes, n, err);
    put->remove = how == WIRE_PUT_REMOVE;
    if (put->remove)
        return 0;
    int rc = child_oid(&put->id, bytes, err);
    if (!rc && !child_object_is(&c->own, &put->id, GIT_OBJECT_BLOB, COURIER_BLOB_MAX, NULL))
        rc = error_set(err, STATUS_DATA, "the clone has no blob %s for %s", bytes, path);
    return rc;
}

static int by_path(const void *a, const void *b)
{
    const struct put *x = a;
    const struct put *y = b;
    return strcmp(x->path, y->path);
}

static bool holds(const git_tree *tree, const char *path)
{
    git_tree_entry *entry = NULL;
    bool found = tree && git_tree_entry_bypath(&entry, tree, path) == 0;
    git_tree_entry_free(entry);
    return found;
}

static int empty_tree(struct child *c, git_oid *out, struct error *err)
{
    git_treebuilder *builder = NULL;
    int bad = git_treebuilder_new(&builder, c->own.repo, NULL);
    if (!bad)
        bad = git_treebuilder_write(out, builder);
    git_treebuilder_free(builder);
    return bad ? child_git_error(STATUS_IO, "an empty tree cannot be made", err) : 0;
}

/* The tree of `base` (NULL: empty) with the puts applied. */
static int make_tree(struct child *c, const git_oid *base, git_oid *out, struct error *err)
{
    git_tree *tree = NULL;
    git_tree_update *updates = calloc(c->put_count + 1, sizeof *updates);
    int rc = updates ? 0 : error_memory(err);
    if (!rc && base && git_tree_lookup(&tree, c->own.repo, base) < 0)
        rc = child_git_error(STATUS_DATA, "the commit's files cannot be read", err);
    size_t n = 0;
    if (c->put_count)
        qsort(c->puts, c->put_count, sizeof *c->puts, by_path);
    for (size_t i = 0; !rc && i < c->put_count; i++) {
        const struct put *put = &c->puts[i];
        if (i > 0 && strcmp(put->path, c->puts[i - 1].path) == 0)
            rc = error_set(err, STATUS_SOFTWARE, "%s was put twice", put->path);
        else if (put->remove && holds(tree, put->path))
            updates[n++] = (git_tree_update){.action = GIT_TREE_UPDATE_REMOVE, .path = put->path};
        else if (!put->remove)
            updates[n++] = (git_tree_update){.action = GIT_TREE_UPDATE_UPSERT,
                                             .id = put->id,
                                             .filemode = GIT_FILEMODE_BLOB,
                                             .path = put->path};
    }
    if (!rc && n > 0) {
        if (git_tree_create_updated(out, c->own.repo, tree, n, updates) < 0)
            rc = child_git_error(STATUS_DATA, "the files cannot be put together", err);
    } else if (!rc && tree) {
        *out = *git_tree_id(tree);
    } else if (!rc) {
        rc = empty_tree(c, out, err);
    }
    git_tree_free(tree);
    free(updates);
    return rc;
}

struct fresh {
    git_oid *ids;
    size_t count, room;
};

static int note(const git_oid *id, git_object_t type, void *payload)
{
    (void)type;
    struct fresh *f = payload;
    if (f->count == f->room) {
        size_t room = f->room ? f->room * 2 : 64;
        git_oid *ids = realloc(f->ids, room * sizeof *ids);
        if (!ids)
            return error_memory(NULL);
        f->ids = ids;
        f->room = room;
    }
    f->ids[f->count++] = *id;
    return 0;
}

static int write_commit(struct child *c, const git_oid *tree_id, const git_oid *parent_id,
                        git_oid *out, struct error *err)
{
    git_tree *tree = NULL;
    git_commit *parent = NULL;
    git_signature *who = NULL;
    time_t now = time(NULL);
    int bad = git_tree_lookup(&tree, c->own.repo, tree_id);
    if (!bad && parent_id)
        bad = git_commit_lookup(&parent, c->own.repo, parent_id);
    if (!bad)
        bad = git_signature_new(&who, COMMITTER, COMMITTER_MAIL, now - now % 3600, 0);
    const git_commit *parents[] = {parent};
    if (!bad)
        bad = git_commit_create(out, c->own.repo, NULL, who, who, NULL, COMMIT_MESSAGE, tree,
                                parent ? 1 : 0, parents);
    git_signature_free(who);
    git_commit_free(parent);
    git_tree_free(tree);
    return bad ? child_git_error(STATUS_IO, "the commit cannot be made", err) : 0;
}

static int make_commit(struct child *c, const char *base, const char *parent, git_oid *out,
                       struct error *err)
{
    git_oid base_id, base_tree, parent_id, parent_tree, tree;
    struct fresh fresh = {0};
    int rc = 0;
    if (base[0]) {
        rc = child_oid(&base_id, base, err);
        if (!rc)
            rc = child_commit_tree(&c->own, &base_id, &base_tree, err);
    }
    if (!rc && parent[0]) {
        rc = child_oid(&parent_id, parent, err);
        if (!rc)
            rc = child_commit_tree(&c->own, &parent_id, &parent_tree, err);
    }
    if (rc)
        return rc;
    (void)git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 0);
    rc = make_tree(c, base[0] ? &base_tree : NULL, &tree, err);
    if (!rc)
        rc = write_commit(c, &tree, parent[0] ? &parent_id : NULL, out, err);
    (void)git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
    if (!rc)
        rc = tree_difference(&c->own, &tree, base[0] ? &base_tree : NULL, note, &fresh, err);
    if (!rc)
        rc = note(out, GIT_OBJECT_COMMIT, &fresh);
    struct buf objects = BUF_ZERO;
    buf_printf(&objects, "%s/objects", c->git_dir);
    if (!rc)
        rc = buf_ok(&objects, err);
    if (!rc)
        rc = flush_objects(c, objects.data, fresh.ids, fresh.count, err);
    buf_free(&objects);
    free(fresh.ids);
    return rc;
}

int commit_make(struct child *c, struct wire_reader *question, struct error *err)
{
    const char *base = wire_text(question);
    const char *parent = wire_text(question);
    git_oid id;
    int rc = c->put_failed;
    if (rc)
        *err = c->put_error;
    else if (!wire_end(question))
        rc = error_set(err, STATUS_SOFTWARE, "the courier was asked for a commit wrongly");
    else
        rc = make_commit(c, base, parent, &id, err);
    commit_forget(c);
    if (!rc) {
        wire_begin(&c->out, WIRE_OID);
        wire_put_text(&c->out, git_oid_tostr_s(&id));
        child_send(c);
    }
    return rc;
}
