/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything the program takes from its courier, and the texts a person gives as remote: frames one
 * after the other as a courier that was taken over could send them, then the same bytes as remote
 * and as path. What is accepted must be what the checks promise.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "courier/layout_int.h"
#include "courier/remote_int.h"
#include "courier/wire_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
    if (!truth)
        abort();
}

static void check_reply(const uint8_t *data, size_t size)
{
    struct reply reply;
    if (!reply_parse(&reply, data, size))
        return;
    const char *end = (const char *)data + size;
    must(reply.n <= COURIER_BLOB_MAX);
    if (reply.bytes)
        must((const char *)reply.bytes + reply.n < end);
    if (reply.oid[0])
        must(wire_is_oid(reply.oid));
    if (reply.type == WIRE_REF)
        must(wire_is_ref(reply.text) && !strstr(reply.text, ".."));
    if (reply.type == WIRE_FILE && reply.known)
        must(layout_knows(reply.text) && !strstr(reply.text, "..") && reply.text[0] != '/');
}

static void check_text(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    struct remote remote;
    if (!text)
        return;
    memcpy(text, data, size);
    text[size] = '\0';
    if (remote_parse(&remote, text, NULL) == 0) {
        must(remote.user[0] != '-' && remote.host[0] != '-' && remote.path[0] != '-');
        must(remote.path[0] != '\0' && !strpbrk(remote.path, "\n\r\t\x1b\x7f"));
        if (remote.kind == REMOTE_SSH)
            must(!strpbrk(remote.path, "'\"\\$`;&|<>()*?[]{}! \t") && remote.host[0] != '\0');
    }
    if (layout_knows(text))
        must(!layout_knows_folder(text) && strlen(text) < 200);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_text(data, size);
    /* A frame is its length in two bytes here, so that several fit. */
    while (size > 2) {
        size_t n = (size_t)data[0] | (size_t)data[1] << 8;
        data += 2;
        size -= 2;
        if (n > size)
            n = size;
        check_reply(data, n);
        data += n;
        size -= n;
    }
    return 0;
}
