/* SPDX-License-Identifier: GPL-3.0-or-later
 * The bytes of an age file on their way out, in armour where that is wanted.
 */
#include <string.h>

#include "age_int.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"

static int flush(struct age_output *out)
{
    if (out->text_len > 0 && out->write(out->text, out->text_len, out->payload))
        return error_set(out->err, STATUS_IO, "the age file could not be written");
    out->text_len = 0;
    return 0;
}

static int put(struct age_output *out, const void *bytes, size_t n)
{
    const char *from = bytes;
    while (n > 0) {
        size_t part = sizeof out->text - out->text_len;
        if (part > n)
            part = n;
        memcpy(out->text + out->text_len, from, part);
        out->text_len += part;
        from += part;
        n -= part;
        if (out->text_len == sizeof out->text) {
            int status = flush(out);
            if (status)
                return status;
        }
    }
    return 0;
}

static int put_line(struct age_output *out)
{
    char line[AGE_LINE + 2];
    base64_encode(line, out->pending, out->pending_len);
    size_t n = strlen(line);
    line[n++] = '\n';
    out->pending_len = 0;
    return put(out, line, n);
}

int age_output_open(struct age_output *out, age_write_fn write, void *payload, bool armored,
                    struct error *err)
{
    *out = (struct age_output){.write = write, .payload = payload, .err = err, .armored = armored};
    return armored ? put(out, AGE_ARMOR_BEGIN "\n", sizeof AGE_ARMOR_BEGIN) : 0;
}

int age_output_write(struct age_output *out, const void *bytes, size_t n)
{
    if (!out->armored)
        return put(out, bytes, n);
    const uint8_t *from = bytes;
    while (n > 0) {
        size_t part = sizeof out->pending - out->pending_len;
        if (part > n)
            part = n;
        memcpy(out->pending + out->pending_len, from, part);
        out->pending_len += part;
        from += part;
        n -= part;
        if (out->pending_len == sizeof out->pending) {
            int status = put_line(out);
            if (status)
                return status;
        }
    }
    return 0;
}

int age_output_close(struct age_output *out)
{
    int status = 0;
    if (out->armored) {
        if (out->pending_len > 0)
            status = put_line(out);
        if (!status)
            status = put(out, AGE_ARMOR_END "\n", sizeof AGE_ARMOR_END);
    }
    return status ? status : flush(out);
}
