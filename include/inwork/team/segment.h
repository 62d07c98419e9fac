/* SPDX-License-Identifier: GPL-3.0-or-later
 * Segments: signed, sealed batches of entry lines, the links of a feed (FORMAT 6).
 *
 * A segment file is an age file around zstd around JSON Lines: a header line, then `count` entries.
 * Knows nothing of the store: what a line means is entry.h's.
 */
#ifndef INWORK_TEAM_SEGMENT_H
#define INWORK_TEAM_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/seal/age.h"
#include "inwork/seal/device.h"
#include "inwork/seal/hash.h"
#include "inwork/team/roster.h"

struct buf;
struct error;

#define SEGMENT_LINES_MAX (8u << 20) /* header and entries, newlines included */
#define SEGMENT_FILE_MAX (16u << 20) /* no sealed file of such lines is larger */
#define SEGMENT_SIGNATURE_MAX 4096u
#define SEGMENT_NUMBER_MAX 0xfffff /* five hex digits */
#define SEGMENT_PATH_SIZE 160
#define SEGMENT_NAMESPACE "inwork-segment"

/* Where a segment stands. */
struct segment_place {
    char device[DEVICE_ID_TEXT];
    char epoch[EPOCH_SIZE];
    char compartment[COMPARTMENT_SIZE];
    int64_t n; /* from 1 */
};
/* "feeds/<device>/<epoch>/<compartment>/0/2/7/1/02710.age" */
void segment_path(char out[SEGMENT_PATH_SIZE], const struct segment_place *place);
/* True when `path` is exactly the path of a segment; `signature` tells whether of its ".sig". */
bool segment_path_parse(struct segment_place *out, bool *signature, const char *path);

struct segment_header {
    struct segment_place place;
    char team[HASH_HEX];
    int64_t generation;
    char prev[HASH_HEX]; /* "" at n = 1 */
    int64_t count;
};
/* One line without its newline, appended. */
void segment_header_write(struct buf *out, const struct segment_header *header);
int segment_header_parse(struct segment_header *out, const char *line, size_t n, struct error *err);

/* Seal `lines` (`header->count` lines, each ended by a newline) under a header; file and armoured
 * signature are appended. STATUS_DATA when header and lines are over SEGMENT_LINES_MAX. */
int segment_seal(struct buf *file, struct buf *signature, const struct segment_header *header,
                 const void *lines, size_t n, const struct age_recipient *to,
                 const struct device_keys *signer, struct error *err);

/* The plain lines of an opened segment. Zero is valid. */
struct segment {
    struct segment_header header;
    struct buf *plain;     /* borrowed: header line and entries */
    size_t entries;        /* where the first entry begins */
    char sha256[HASH_HEX]; /* of the file */
};
/* Check the signature by `signer`, decrypt with any of the identities, unpack, and check header
 * against team and place, and the number of lines. `plain` is cleared and filled; on failure
 * nothing in it may be used. Errors: STATUS_REFUSED (signature; or no key fits, told apart by
 * `*no_key`), STATUS_DATA. */
int segment_open(struct segment *out, struct buf *plain, bool *no_key, const char *team,
                 const struct segment_place *place, const uint8_t signer[32], const void *file,
                 size_t n, const void *signature, size_t signature_len,
                 const struct age_identity *keys, size_t key_count, struct error *err);
/* Walk the entries: true and the next line (without its newline), false at the end. Start with
 * `at` = segment->entries. */
bool segment_next(const struct segment *s, size_t *at, const char **line, size_t *n);

#endif
