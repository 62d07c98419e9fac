/* SPDX-License-Identifier: GPL-3.0-or-later
 * The own feed: when a new epoch is due (FORMAT 6).
 *
 * An epoch belongs to one life of one store on one machine. The machine's id and the store file's
 * inode at the last sealing tell a restored or copied store; the remote, or another device's heads,
 * tell one that went back in time.
 */
#include <sys/stat.h>

#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/seal/secret.h"
#include "inwork/store/store.h"
#include "sync_int.h"

/* "<machine id>:<inode>"; what cannot be known is left empty. */
static int place_now(struct buf *out, const char *store_path, struct error *err)
{
    struct stat st;
    struct buf machine = {0};
    if (fs_read(&machine, "/etc/machine-id", 64, NULL) == 0)
        buf_append(out, buf_text(&machine), strcspn(buf_text(&machine), "\n"));
    buf_push(out, ':');
    if (store_path != NULL && stat(store_path, &st) == 0)
        buf_printf(out, "%llu", (unsigned long long)st.st_ino);
    buf_free(&machine);
    return buf_ok(out, err);
}

int feed_epoch(struct sync *s, char epoch[EPOCH_SIZE], struct error *err)
{
    struct buf here = {0}, then = {0}, known = {0}, claimed = {0};
    int r = place_now(&here, s->options->store_path, err);
    if (r == 0)
        r = state_setting(&then, s->store, SETTING_PLACE, err);
    if (r == 0)
        r = state_setting(&known, s->store, SETTING_EPOCH, err);
    if (r < 0)
        goto out;
    if (!s->doubt && epoch_valid(buf_text(&known)) &&
        strcmp(buf_text(&here), buf_text(&then)) == 0) {
        memcpy(epoch, buf_text(&known), EPOCH_SIZE);
        goto out;
    }
    uint8_t random[4];
    seal_random(random, sizeof random);
    hex_encode(epoch, random, sizeof random);
    r = store_begin(s->store, err);
    if (r < 0)
        goto out;
    buf_printf(&claimed, "%lld", (long long)(s->claimed > s->answered ? s->claimed : s->answered));
    r = buf_ok(&claimed, err);
    if (r == 0)
        r = store_setting_put(s->store, SETTING_EPOCH, epoch, err);
    if (r == 0)
        r = store_setting_put(s->store, SETTING_PLACE, buf_text(&here), err);
    if (r == 0)
        r = store_setting_put(s->store, SETTING_CLAIMED, buf_text(&claimed), err);
    if (r == 0)
        r = store_commit(s->store, err);
    if (r < 0)
        store_rollback(s->store);
    else
        s->doubt = false;
out:
    buf_free(&claimed);
    buf_free(&here);
    buf_free(&then);
    buf_free(&known);
    return r;
}
