/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzz: the plain side of a segment (header, lines), its path, and heads.json, as a member with
 * valid keys could send them.
 */
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/buf.h"
#include "inwork/team/heads.h"
#include "inwork/team/segment.h"

#define TEAM "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define DEVICE "abcdefghijklmnopqrstuvwx"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct segment_header header;
    struct segment_place place;
    struct heads heads;
    bool signature;
    char path[SEGMENT_PATH_SIZE], again[SEGMENT_PATH_SIZE];
    struct buf text = {0};
    if (segment_header_parse(&header, (const char *)data, size, NULL) == 0) {
        /* What is read can be written and read again, the same. */
        struct segment_header copy;
        segment_header_write(&text, &header);
        if (segment_header_parse(&copy, text.data, text.len, NULL) != 0 ||
            copy.count != header.count || strcmp(copy.prev, header.prev) != 0)
            abort();
    }
    if (size < sizeof path) {
        memcpy(path, data, size);
        path[size] = 0;
        if (segment_path_parse(&place, &signature, path)) {
            segment_path(again, &place);
            if (strncmp(again, path, strlen(again)) != 0)
                abort();
        }
    }
    if (heads_parse(&heads, TEAM, DEVICE, data, size, NULL) == 0)
        heads_clear(&heads);
    buf_free(&text);
    return 0;
}
