/* SPDX-License-Identifier: GPL-3.0-or-later
 * zstd with length hiding. The padding is a skippable frame, which every zstd passes over; plain
 * zero bytes would make `zstd -d` fail. Unpacking trusts no length it reads.
 */
#include "inwork/seal/squeeze.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <zstd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"

enum {
    LEVEL = 6,
    SKIPPABLE_HEADER = 8, /* magic, length */
    SMALLEST = 1024,
    /* 16 MiB, more than any level below 20 asks for. */
    WINDOW_LOG_MAX = 24,
};

#define SKIPPABLE_MAGIC UINT32_C(0x184D2A50)
#define DATA_MAGIC UINT32_C(0xFD2FB528)

static uint32_t get_u32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void add_u32(struct buf *out, uint32_t value)
{
    uint8_t bytes[4] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16),
                        (uint8_t)(value >> 24)};
    buf_append(out, bytes, sizeof bytes);
}

static unsigned floor_log2(size_t n)
{
    return 63u - (unsigned)__builtin_clzll(n); /* n > 0 */
}

/* PADME (Nikitin and others, "Reducing Metadata Leakage from Encrypted Files and Communication
 * with PURBs", 2019): as many significant bits as the length of the length has. */
size_t squeeze_padded_size(size_t n)
{
    if (n <= SMALLEST)
        return SMALLEST;
    unsigned exponent = floor_log2(n);
    size_t mask = ((size_t)1 << (exponent - floor_log2(exponent) - 1)) - 1;
    return n > SIZE_MAX - mask ? n : (n + mask) & ~mask;
}

int squeeze_pack(struct buf *out, const void *plain, size_t n, struct error *err)
{
    const size_t was = out->len;
    size_t bound = ZSTD_compressBound(n);
    if (ZSTD_isError(bound))
        return error_set(err, STATUS_DATA, "%zu bytes are too much to compress at once", n);
    buf_reserve(out, squeeze_padded_size(bound + SKIPPABLE_HEADER));
    if (out->failed)
        return buf_ok(out, err);
    size_t packed = ZSTD_compress(out->data + was, bound, plain, n, LEVEL);
    if (ZSTD_isError(packed)) {
        buf_truncate(out, was);
        return error_set(err, STATUS_IO, "compressing failed: %s", ZSTD_getErrorName(packed));
    }
    out->len += packed;
    size_t target = squeeze_padded_size(packed + SKIPPABLE_HEADER);
    size_t zeros = target - packed - SKIPPABLE_HEADER;
    add_u32(out, SKIPPABLE_MAGIC);
    add_u32(out, (uint32_t)zeros);
    memset(out->data + out->len, 0, zeros + 1); /* within what was reserved, NUL included */
    out->len += zeros;
    return buf_ok(out, err);
}

static int malformed(struct error *err, const char *what)
{
    return error_set(err, STATUS_DATA, "the compressed content is malformed: %s", what);
}

static int too_long(struct error *err, size_t max)
{
    return error_set(err, STATUS_DATA, "the compressed content expands to more than %zu bytes",
                     max);
}

/* A frame that states its length: once, into memory of that size. */
static int unpack_sized(struct buf *out, const void *frame, size_t n, size_t size,
                        struct error *err)
{
    buf_reserve(out, size);
    if (out->failed)
        return buf_ok(out, err);
    size_t got = ZSTD_decompress(out->data + out->len, size, frame, n);
    if (ZSTD_isError(got) || got != size)
        return malformed(err, "its frame does not decompress");
    out->len += got;
    out->data[out->len] = '\0';
    return 0;
}

/* A frame made from a stream does not: piece by piece, stopping past `max`. */
static int unpack_unsized(struct buf *out, const void *frame, size_t n, size_t max,
                          struct error *err)
{
    ZSTD_DCtx *context = ZSTD_createDCtx();
    if (!context)
        return error_memory(err);
    int status = 0;
    const size_t was = out->len;
    ZSTD_inBuffer in = {frame, n, 0};
    size_t more = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
    while (!ZSTD_isError(more)) {
        size_t room = ZSTD_DStreamOutSize();
        buf_reserve(out, room);
        if (out->failed) {
            status = buf_ok(out, err);
            goto out;
        }
        ZSTD_outBuffer piece = {out->data + out->len, room, 0};
        size_t in_before = in.pos;
        more = ZSTD_decompressStream(context, &piece, &in);
        out->len += piece.pos;
        if (out->len - was > max) {
            status = too_long(err, max);
            goto out;
        }
        if (more == 0 || (piece.pos == 0 && in.pos == in_before))
            break;
    }
    if (more != 0 || in.pos != n)
        status = malformed(err, "its frame does not decompress");
    else if (out->data)
        out->data[out->len] = '\0';
out:
    (void)ZSTD_freeDCtx(context);
    return status;
}

/* What follows the data frame is one skippable frame of zeros, up to the last byte. */
static int check_padding(const uint8_t *p, size_t n, struct error *err)
{
    if (n < SKIPPABLE_HEADER || get_u32(p) != SKIPPABLE_MAGIC)
        return malformed(err, "its padding is missing");
    if (get_u32(p + 4) != n - SKIPPABLE_HEADER)
        return malformed(err, "its padding does not end where the content does");
    for (size_t i = SKIPPABLE_HEADER; i < n; i++)
        if (p[i])
            return malformed(err, "its padding is not empty");
    return 0;
}

int squeeze_unpack(struct buf *out, const void *packed, size_t n, size_t max, struct error *err)
{
    const size_t was = out->len;
    if (n < 4 || get_u32(packed) != DATA_MAGIC)
        return malformed(err, "it does not begin with a zstd frame");
    size_t frame = ZSTD_findFrameCompressedSize(packed, n);
    if (ZSTD_isError(frame))
        return malformed(err, "its frame is cut short");
    int status = check_padding((const uint8_t *)packed + frame, n - frame, err);
    if (status)
        return status;
    unsigned long long size = ZSTD_getFrameContentSize(packed, frame);
    if (size == ZSTD_CONTENTSIZE_ERROR)
        return malformed(err, "its frame has no readable length");
    if (size == ZSTD_CONTENTSIZE_UNKNOWN)
        status = unpack_unsized(out, packed, frame, max, err);
    else if (size > max)
        status = too_long(err, max);
    else
        status = unpack_sized(out, packed, frame, (size_t)size, err);
    if (status)
        buf_truncate(out, was);
    return status;
}
