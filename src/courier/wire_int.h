/* SPDX-License-Identifier: GPL-3.0-or-later
 * The messages between the program and its courier.
 *
 * A message is a frame: length of what follows (u32, little endian), type (u8), payload. Payloads
 * are numbers (little endian), texts and bytes (u32 length, the bytes, one NUL that is not
 * counted). Neither side believes the other: a reader never leaves its frame, a text has no NUL
 * in it, and a frame longer than WIRE_MAX ends the conversation.
 */
#ifndef INWORK_COURIER_WIRE_INT_H
#define INWORK_COURIER_WIRE_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/buf.h"
#include "inwork/courier/courier.h"

#define WIRE_MAX (COURIER_BLOB_MAX + (64u << 10))
#define WIRE_BLOBS_AT_ONCE 256u

enum wire_type {
    /* to the courier; each is answered by any number of replies and one WIRE_DONE, but for
     * WIRE_PUT, which is answered by the WIRE_COMMIT that follows */
    WIRE_HELLO = 1, /* text git_dir, text remote, u32 umask, u32 deadline in seconds */
    WIRE_CREATE,
    WIRE_LIST,
    WIRE_FETCH,  /* u64 limit, u32 count, text ref… */
    WIRE_TIP,    /* text ref */
    WIRE_FILES,  /* text commit, text base or "" */
    WIRE_BLOBS,  /* u32 count (at most WIRE_BLOBS_AT_ONCE), text oid… */
    WIRE_PUT,    /* text path, u8 enum wire_put, bytes content or text oid */
    WIRE_COMMIT, /* text base or "", text parent or "" */
    WIRE_PUSH,   /* text ref, text commit */
    /* from the courier */
    WIRE_PROGRESS = 64, /* u64 done, u64 total */
    WIRE_REF,           /* text ref, text oid */
    WIRE_FILE,          /* text path, text oid, u64 size, u8 known */
    WIRE_BLOB,          /* u8 present, bytes */
    WIRE_OID,           /* text oid or "" */
    WIRE_DONE,          /* u32 status, text message, text hint */
};

enum wire_put { WIRE_PUT_REMOVE = 0, WIRE_PUT_BYTES = 1, WIRE_PUT_BLOB = 2 };

/* --- building: begin, put…, finish; the buffer then holds one whole frame */
void wire_begin(struct buf *b, enum wire_type type);
void wire_put_u8(struct buf *b, unsigned value);
void wire_put_u32(struct buf *b, uint32_t value);
void wire_put_u64(struct buf *b, uint64_t value);
void wire_put_text(struct buf *b, const char *text);
void wire_put_bytes(struct buf *b, const void *bytes, size_t n);
int wire_finish(struct buf *b, struct error *err);

/* --- taking apart. After anything that did not fit, `bad` is set and all later values are empty;
 * wire_end says whether everything fitted and nothing is left over. */
struct wire_reader {
    const char *at;
    const char *end;
    bool bad;
};
/* `frame` as wire_receive left it, type first. */
enum wire_type wire_open(struct wire_reader *r, const void *frame, size_t n);
unsigned wire_u8(struct wire_reader *r);
uint32_t wire_u32(struct wire_reader *r);
uint64_t wire_u64(struct wire_reader *r);
const char *wire_text(struct wire_reader *r); /* never NULL; borrowed from the frame */
const void *wire_bytes(struct wire_reader *r, size_t *n);
bool wire_end(const struct wire_reader *r);

/* --- sending and receiving over a stream socket, never raising SIGPIPE. `patience` is how long
 * nothing may move, in milliseconds; -1 for ever. */
enum wire_end_state { WIRE_OK = 0, WIRE_CLOSED = -1, WIRE_TIMEOUT = -2, WIRE_GARBLED = -3 };
enum wire_end_state wire_send(int fd, const struct buf *frame, int patience);
/* The frame without its length; WIRE_GARBLED: too long or empty, or memory ran out. */
enum wire_end_state wire_receive(int fd, struct buf *frame, int patience);

/* --- checks both sides make */
bool wire_is_oid(const char *text);
/* A branch name of FORMAT 7's kind: refs/heads/ and elements of [a-z0-9-]. */
bool wire_is_ref(const char *text);

/* What a reply of the courier says, checked. Texts and bytes are borrowed from the frame. */
struct reply {
    enum wire_type type;
    uint64_t done, total; /* PROGRESS */
    const char *text;     /* REF: name; FILE: path; DONE: message */
    const char *oid;      /* REF, FILE, OID */
    const char *hint;     /* DONE */
    uint64_t size;        /* FILE */
    bool known;           /* FILE */
    const void *bytes;    /* BLOB; NULL: not there or too large */
    size_t n;             /* BLOB */
    int status;           /* DONE: an enum status */
};
bool reply_parse(struct reply *out, const void *frame, size_t n);

#endif
