/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading trees and blobs that others made: what a commit holds that another does not, and
 * contents. Only folders that FORMAT 7 knows are entered, so depth and work are bounded whatever
 * was pushed.
 */
#include <string.h>

#include "child_int.h"
#include "layout_int.h"

#define TREE_MAX (16u << 20) /* bytes of one tree object */
#define TREES_MAX (4u << 20) /* opened for one answer: a tree can be made to hold itself */
#define FILES_MAX (1u << 20) /* rows of one answer */
#define UNKNOWN_MAX 1000u    /* rows that are only for a report */
#define PATH_SHOWN 300u      /* of a path we only report */
#define DEPTH_MAX 64u        /* feeds/d/e/c/h/h/h/h is 8 */

/* NULL when it is missing, too large or not a tree. */
static git_tree *open_tree(const struct shelf *shelf, const git_oid *id)
{
    git_tree *tree = NULL;
    if (!child_object_is(shelf, id, GIT_OBJECT_TREE, TREE_MAX, NULL) ||
        git_tree_lookup(&tree, shelf->repo, id) < 0)
        return NULL;
    return tree;
}

struct listing {
    struct child *c;
    struct buf path;
    size_t rows, unknown, trees;
};

/* Of a path nobody knows, what may stand in a report. */
static void make_showable(struct buf *path)
{
    buf_truncate(path, PATH_SHOWN);
    for (size_t i = 0; i < path->len; i++)
        if ((unsigned char)path->data[i] < 0x20 || path->data[i] == 0x7F)
            path->data[i] = '?';
}

static int tell(struct listing *l, const git_tree_entry *entry, bool known, struct error *err)
{
    if (!known && ++l->unknown > UNKNOWN_MAX)
        return 0;
    if (++l->rows > FILES_MAX)
        return error_set(err, STATUS_DATA, "a commit holds more than %u files", FILES_MAX);
    struct child *c = l->c;
    uint64_t size = 0;
    if (known)
        (void)child_object_is(&c->own, git_tree_entry_id(entry), GIT_OBJECT_BLOB, UINT64_MAX,
                              &size);
    else
        make_showable(&l->path);
    wire_begin(&c->out, WIRE_FILE);
    wire_put_text(&c->out, l->path.data);
    wire_put_text(&c->out, git_oid_tostr_s(git_tree_entry_id(entry)));
    wire_put_u64(&c->out, size);
    wire_put_u8(&c->out, known);
    child_send(c);
    return c->parent_gone ? error_set(err, STATUS_IO, "nobody listens any more") : 0;
}

static bool same(const git_tree_entry *a, const git_tree_entry *b)
{
    return b && git_oid_equal(git_tree_entry_id(a), git_tree_entry_id(b)) &&
           git_tree_entry_filemode_raw(a) == git_tree_entry_filemode_raw(b);
}

static int list(struct listing *l, const git_oid *mine, const git_oid *theirs, struct error *err)
{
    if (++l->trees > TREES_MAX)
        return error_set(err, STATUS_DATA, "a commit holds more than %u folders", TREES_MAX);
    int rc = 0;
    git_tree *tree = open_tree(&l->c->own, mine);
    git_tree *base = theirs ? open_tree(&l->c->own, theirs) : NULL;
    size_t folder = l->path.len;
    for (size_t i = 0; !rc && tree && i < git_tree_entrycount(tree); i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
        const char *name = git_tree_entry_name(entry);
        const git_tree_entry *other = base ? git_tree_entry_byname(base, name) : NULL;
        if (same(entry, other))
            continue;
        buf_truncate(&l->path, folder);
        if (folder)
            buf_push(&l->path, '/');
        buf_add(&l->path, name[0] ? name : "?");
        rc = buf_ok(&l->path, err);
        if (rc)
            break;
        /* One entry's name may not stand for several path elements. */
        bool plain = name[0] != '\0' && !strchr(name, '/');
        git_filemode_t mode = git_tree_entry_filemode_raw(entry);
        if (plain && mode == GIT_FILEMODE_TREE && layout_knows_folder(l->path.data) &&
            child_object_is(&l->c->own, git_tree_entry_id(entry), GIT_OBJECT_TREE, TREE_MAX,
                            NULL)) {
            bool folders = other && git_tree_entry_type(other) == GIT_OBJECT_TREE;
            rc = list(l, git_tree_entry_id(entry), folders ? git_tree_entry_id(other) : NULL, err);
        } else {
            bool file = mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
            rc = tell(l, entry, plain && file && layout_knows(l->path.data), err);
        }
    }
    buf_truncate(&l->path, folder);
    git_tree_free(base);
    git_tree_free(tree);
    return rc;
}

int tree_files(struct child *c, struct wire_reader *question, struct error *err)
{
    const char *commit = wire_text(question);
    const char *base = wire_text(question);
    if (!wire_end(question))
        return error_set(err, STATUS_SOFTWARE, "the courier was asked for files wrongly");
    git_oid id, tree, base_tree;
    int rc = child_oid(&id, commit, err);
    if (!rc)
        rc = child_commit_tree(&c->own, &id, &tree, err);
    /* A base that the clone no longer has (it may have been made anew) means: all files. */
    bool has_base = !rc && base[0] && child_oid(&id, base, NULL) == 0 &&
                    child_commit_tree(&c->own, &id, &base_tree, NULL) == 0;
    if (rc || (has_base && git_oid_equal(&tree, &base_tree)))
        return rc;
    if (!child_object_is(&c->own, &tree, GIT_OBJECT_TREE, TREE_MAX, NULL))
        return error_set(err, STATUS_DATA, "the files of commit %s are missing", commit);
    struct listing l = {.c = c};
    buf_add(&l.path, "");
    rc = list(&l, &tree, has_base ? &base_tree : NULL, err);
    buf_free(&l.path);
    return rc;
}

int tree_blobs(struct child *c, struct wire_reader *question, struct error *err)
{
    uint32_t count = wire_u32(question);
    if (count > WIRE_BLOBS_AT_ONCE)
        return error_set(err, STATUS_SOFTWARE, "the courier was asked for too many blobs");
    for (uint32_t i = 0; i < count && !c->parent_gone; i++) {
        git_oid id;
        git_odb_object *object = NULL;
        int rc = child_oid(&id, wire_text(question), err);
        if (rc)
            return rc;
        bool there = child_object_is(&c->own, &id, GIT_OBJECT_BLOB, COURIER_BLOB_MAX, NULL) &&
                     git_odb_read(&object, c->own.odb, &id) == 0 &&
                     git_odb_object_size(object) <= COURIER_BLOB_MAX;
        wire_begin(&c->out, WIRE_BLOB);
        wire_put_u8(&c->out, there);
        wire_put_bytes(&c->out, there ? git_odb_object_data(object) : "",
                       there ? git_odb_object_size(object) : 0);
        child_send(c);
        git_odb_object_free(object);
    }
    return wire_end(question) ? 0 : error_set(err, STATUS_SOFTWARE, "a question was too long");
}

static int differ(const struct shelf *shelf, const git_oid *mine, const git_oid *theirs,
                  unsigned depth, tree_visit_fn visit, void *payload, struct error *err)
{
    git_tree *tree = open_tree(shelf, mine);
    git_tree *base = theirs ? open_tree(shelf, theirs) : NULL;
    int rc = 0;
    if (!tree || depth == 0)
        rc = error_set(err, STATUS_DATA, "tree %s is missing, or too deep", git_oid_tostr_s(mine));
    else
        rc = visit(mine, GIT_OBJECT_TREE, payload);
    for (size_t i = 0; !rc && i < git_tree_entrycount(tree); i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
        const git_tree_entry *other =
            base ? git_tree_entry_byname(base, git_tree_entry_name(entry)) : NULL;
        git_object_t type = git_tree_entry_type(entry);
        if ((other && git_oid_equal(git_tree_entry_id(entry), git_tree_entry_id(other))) ||
            type == GIT_OBJECT_COMMIT)
            continue;
        bool folders = other && git_tree_entry_type(other) == GIT_OBJECT_TREE;
        if (type == GIT_OBJECT_TREE)
            rc = differ(shelf, git_tree_entry_id(entry), folders ? git_tree_entry_id(other) : NULL,
                        depth - 1, visit, payload, err);
        else
            rc = visit(git_tree_entry_id(entry), type, payload);
    }
    git_tree_free(base);
    git_tree_free(tree);
    return rc;
}

int tree_difference(const struct shelf *shelf, const git_oid *mine, const git_oid *theirs,
                    tree_visit_fn visit, void *payload, struct error *err)
{
    if (theirs && git_oid_equal(mine, theirs))
        return 0;
    return differ(shelf, mine, theirs, DEPTH_MAX, visit, payload, err);
}
