/* SPDX-License-Identifier: GPL-3.0-or-later
 * A new vault grows under a name beside its own, and gets its own only when it is whole: whatever
 * ends the process on the way, there is either no store S or a sound one.
 *
 * The name it grows under is always S.new. The process that makes it holds S.lock meanwhile, which
 * the kernel frees when that process dies; so whoever holds S.lock knows an S.new as left behind.
 */
#ifndef INWORK_VAULT_MAKING_H
#define INWORK_VAULT_MAKING_H

struct error;
struct vault_making;

/* Take the place S at `path`. STATUS_DATA: it, or the log of another store of that name, is there
 * already; nothing was touched. STATUS_BUSY: another process is making S. STATUS_IO. */
int vault_making_begin(struct vault_making **out, const char *path, struct error *err);

/* Where to make it: S.new. A file there was left by a process that died, until _clear. */
const char *vault_making_path(const struct vault_making *m);
/* Remove S.new and what lies beside it. */
int vault_making_clear(struct vault_making *m, struct error *err);

/* S.new is whole, its log copied back, and closed: call it S, durably. On failure S.new stays. */
int vault_making_finish(struct vault_making *m, struct error *err);
/* Let the place go; where nothing was finished, remove S.new and S.lock. NULL is accepted. */
void vault_making_free(struct vault_making *m);

#endif
