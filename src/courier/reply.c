/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the courier answered, checked before anyone believes it: the courier has talked to the
 * network, so its words are as hostile as the network's.
 */
#include <string.h>

#include "inwork/base/error.h"
#include "layout_int.h"
#include "wire_int.h"

static bool is_status(uint32_t status)
{
    switch (status) {
    case STATUS_OK:
    case STATUS_NO:
    case STATUS_USAGE:
    case STATUS_DATA:
    case STATUS_NO_INPUT:
    case STATUS_UNAVAILABLE:
    case STATUS_SOFTWARE:
    case STATUS_IO:
    case STATUS_BUSY:
    case STATUS_REFUSED:
    case STATUS_DAMAGED:
        return true;
    default:
        return false;
    }
}

bool reply_parse(struct reply *out, const void *frame, size_t n)
{
    struct wire_reader r;
    *out = (struct reply){.type = wire_open(&r, frame, n), .text = "", .oid = "", .hint = ""};
    bool good = true;
    switch (out->type) {
    case WIRE_PROGRESS:
        out->done = wire_u64(&r);
        out->total = wire_u64(&r);
        break;
    case WIRE_REF:
        out->text = wire_text(&r);
        out->oid = wire_text(&r);
        good = wire_is_ref(out->text) && wire_is_oid(out->oid);
        break;
    case WIRE_FILE:
        out->text = wire_text(&r);
        out->oid = wire_text(&r);
        out->size = wire_u64(&r);
        out->known = wire_u8(&r) == 1 && layout_knows(out->text);
        good = out->text[0] != '\0' && wire_is_oid(out->oid);
        break;
    case WIRE_BLOB: {
        bool present = wire_u8(&r) == 1;
        const void *bytes = wire_bytes(&r, &out->n);
        out->bytes = present ? bytes : NULL;
        good = out->n <= COURIER_BLOB_MAX && (present || out->n == 0);
        break;
    }
    case WIRE_OID:
        out->oid = wire_text(&r);
        good = out->oid[0] == '\0' || wire_is_oid(out->oid);
        break;
    case WIRE_DONE: {
        uint32_t status = wire_u32(&r);
        out->text = wire_text(&r);
        out->hint = wire_text(&r);
        good = is_status(status);
        out->status = good ? (int)status : STATUS_SOFTWARE;
        break;
    }
    default:
        return false;
    }
    return good && wire_end(&r);
}
