/* SPDX-License-Identifier: GPL-3.0-or-later
 * Building and opening segments.
 */
#include "inwork/team/segment.h"

#include "inwork/base/buf.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/seal/squeeze.h"
#include "inwork/seal/sshsig.h"

#define HEADER_MAX 1024u

void segment_path(char out[SEGMENT_PATH_SIZE], const struct segment_place *place)
{
    unsigned n = (unsigned)place->n & SEGMENT_NUMBER_MAX;
    (void)snprintf(out, SEGMENT_PATH_SIZE, "feeds/%s/%s/%s/%x/%x/%x/%x/%05x.age", place->device,
                   place->epoch, place->compartment, n >> 16 & 15, n >> 12 & 15, n >> 8 & 15,
                   n >> 4 & 15, n);
}

/* Copy the path element at *path into `out`, step past its slash. */
static bool element(char *out, size_t size, const char **path)
{
    size_t n = strcspn(*path, "/");
    if (n == 0 || n >= size || (*path)[n] != '/')
        return false;
    memcpy(out, *path, n);
    out[n] = 0;
    *path += n + 1;
    return true;
}

bool segment_path_parse(struct segment_place *out, bool *signature, const char *path)
{
    char again[SEGMENT_PATH_SIZE];
    uint8_t number[3];
    char digits[7] = "0";
    size_t length = strnlen(path, SEGMENT_PATH_SIZE);
    const char *at = path + 6;
    *out = (struct segment_place){0};
    if (length >= SEGMENT_PATH_SIZE || strncmp(path, "feeds/", 6) != 0)
        return false;
    *signature = length > 4 && strcmp(path + length - 4, ".sig") == 0;
    if (*signature)
        length -= 4;
    if (!element(out->device, sizeof out->device, &at) || !device_id_valid(out->device) ||
        !element(out->epoch, sizeof out->epoch, &at) || !epoch_valid(out->epoch) ||
        !element(out->compartment, sizeof out->compartment, &at) ||
        !compartment_valid(out->compartment))
        return false;
    /* The number is read from the file's name; writing the path again checks all the rest. */
    if (length < 9 || at > path + length - 9)
        return false;
    memcpy(digits + 1, path + length - 9, 5);
    if (hex_decode(number, sizeof number, digits, 6) != 3)
        return false;
    out->n = (int64_t)number[0] << 16 | (int64_t)number[1] << 8 | number[2];
    segment_path(again, out);
    return out->n >= 1 && strlen(again) == length && memcmp(again, path, length) == 0;
}

void segment_header_write(struct buf *out, const struct segment_header *header)
{
    json_begin_object(out);
    json_put_int(out, "inwork", 1);
    json_put_string(out, "team", header->team);
    json_put_string(out, "device", header->place.device);
    json_put_string(out, "epoch", header->place.epoch);
    json_put_string(out, "compartment", header->place.compartment);
    json_put_int(out, "generation", header->generation);
    json_put_int(out, "n", header->place.n);
    json_put_string(out, "prev", header->prev[0] != 0 ? header->prev : NULL);
    json_put_int(out, "count", header->count);
    json_end_object(out);
}

static int need_name(char *out, size_t size, const struct json *object, const char *name,
                     struct error *err)
{
    const char *text;
    size_t n;
    int r = json_need_text(&text, &n, object, name, err);
    if (r < 0)
        return r;
    if (n >= size)
        return error_set(err, STATUS_DATA, "the segment's %s is not valid", name);
    memcpy(out, text, n + 1);
    return 0;
}

static bool hash_valid(const char *hex)
{
    return strlen(hex) == HASH_HEX - 1 && strspn(hex, "0123456789abcdef") == HASH_HEX - 1;
}

static int header_read(struct segment_header *out, const struct json *object, struct error *err)
{
    int64_t version;
    int r = json_need_int(&version, object, "inwork", err);
    if (r == 0 && version != 1)
        return error_set(err, STATUS_DATA, "the segment needs a newer version of inwork");
    if (r == 0)
        r = json_only(object, "inwork team device epoch compartment generation n prev count", err);
    if (r == 0)
        r = need_name(out->team, sizeof out->team, object, "team", err);
    if (r == 0)
        r = need_name(out->place.device, sizeof out->place.device, object, "device", err);
    if (r == 0)
        r = need_name(out->place.epoch, sizeof out->place.epoch, object, "epoch", err);
    if (r == 0)
        r = need_name(out->place.compartment, sizeof out->place.compartment, object, "compartment",
                      err);
    if (r == 0)
        r = json_need_int(&out->generation, object, "generation", err);
    if (r == 0)
        r = json_need_int(&out->place.n, object, "n", err);
    if (r == 0)
        r = json_need_int(&out->count, object, "count", err);
    if (r == 0 && json_member(object, "prev") == NULL)
        return error_set(err, STATUS_DATA, "the segment's header has no prev");
    if (r == 0 && json_kind_of(json_member(object, "prev")) != JSON_KIND_NULL)
        r = need_name(out->prev, sizeof out->prev, object, "prev", err);
    if (r < 0)
        return r;
    if (out->generation < 1 || out->place.n < 1 || out->place.n > SEGMENT_NUMBER_MAX ||
        out->count < 0 || (out->place.n == 1) != (out->prev[0] == 0) ||
        (out->prev[0] != 0 && !hash_valid(out->prev)))
        return error_set(err, STATUS_DATA, "the segment's header is not consistent");
    return 0;
}

int segment_header_parse(struct segment_header *out, const char *line, size_t n, struct error *err)
{
    struct json *object = NULL;
    *out = (struct segment_header){0};
    if (n > HEADER_MAX)
        return error_set(err, STATUS_DATA, "the segment's header is too long");
    int r = json_parse(&object, line, n, 1, err);
    if (r == 0)
        r = header_read(out, object, err);
    json_free(object);
    return r;
}

int segment_seal(struct buf *file, struct buf *signature, const struct segment_header *header,
                 const void *lines, size_t n, const struct age_recipient *to,
                 const struct device_keys *signer, struct error *err)
{
    struct buf plain = {0};
    struct buf packed = {0};
    size_t start = file->len;
    segment_header_write(&plain, header);
    buf_push(&plain, '\n');
    buf_append(&plain, lines, n);
    int r = buf_ok(&plain, err);
    if (r == 0 && plain.len > SEGMENT_LINES_MAX)
        r = error_set(err, STATUS_DATA, "the lines do not fit into one segment");
    if (r == 0)
        r = squeeze_pack(&packed, plain.data, plain.len, err);
    if (r == 0)
        r = age_encrypt(file, packed.data, packed.len, to, 1, err);
    if (r == 0)
        r = sshsig_sign(signature, signer, SEGMENT_NAMESPACE, file->data + start, file->len - start,
                        err);
    buf_free_wiped(&packed);
    buf_free_wiped(&plain);
    return r;
}

static int check_place(const struct segment_header *h, const char *team,
                       const struct segment_place *place, struct error *err)
{
    if (strcmp(h->team, team) != 0)
        return error_set(err, STATUS_DATA, "the segment is of another team");
    if (strcmp(h->place.device, place->device) != 0)
        return error_set(err, STATUS_DATA, "the segment's header names another device");
    if (strcmp(h->place.epoch, place->epoch) != 0 ||
        strcmp(h->place.compartment, place->compartment) != 0 || h->place.n != place->n)
        return error_set(err, STATUS_DATA, "the segment stands at the place of another");
    return 0;
}

static int read_plain(struct segment *out, struct buf *plain, const char *team,
                      const struct segment_place *place, struct error *err)
{
    const char *end = memchr(buf_text(plain), '\n', plain->len);
    if (end == NULL || plain->data[plain->len - 1] != '\n')
        return error_set(err, STATUS_DATA, "the segment does not consist of lines");
    size_t header = (size_t)(end - plain->data);
    int r = segment_header_parse(&out->header, plain->data, header, err);
    if (r == 0)
        r = check_place(&out->header, team, place, err);
    if (r < 0)
        return r;
    int64_t count = 0;
    out->plain = plain;
    out->entries = header + 1;
    size_t at = out->entries, n;
    const char *line;
    while (segment_next(out, &at, &line, &n))
        count++;
    if (count != out->header.count)
        return error_set(err, STATUS_DATA, "the segment has %lld entries, its header says %lld",
                         (long long)count, (long long)out->header.count);
    return 0;
}

int segment_open(struct segment *out, struct buf *plain, bool *no_key, const char *team,
                 const struct segment_place *place, const uint8_t signer[32], const void *file,
                 size_t n, const void *signature, size_t signature_len,
                 const struct age_identity *keys, size_t key_count, struct error *err)
{
    struct buf packed = {0};
    uint8_t hash[HASH_BYTES];
    *out = (struct segment){0};
    *no_key = false;
    buf_clear(plain);
    if (n > SEGMENT_FILE_MAX || signature_len > SEGMENT_SIGNATURE_MAX)
        return error_set(err, STATUS_DATA, "the segment's file or signature is too large");
    int r = sshsig_verify(signature, signature_len, signer, SEGMENT_NAMESPACE, file, n, err);
    if (r < 0)
        return r;
    hash_sha256(hash, file, n);
    hash_hex(out->sha256, hash, sizeof hash);
    r = age_decrypt(&packed, file, n, keys, key_count, err);
    *no_key = r == -STATUS_REFUSED;
    if (r == 0)
        r = squeeze_unpack(plain, packed.data, packed.len, SEGMENT_LINES_MAX, err);
    if (r == 0)
        r = read_plain(out, plain, team, place, err);
    buf_free_wiped(&packed);
    return r;
}

bool segment_next(const struct segment *s, size_t *at, const char **line, size_t *n)
{
    if (*at >= s->plain->len)
        return false;
    const char *begin = s->plain->data + *at;
    const char *end = memchr(begin, '\n', s->plain->len - *at);
    if (end == NULL)
        end = s->plain->data + s->plain->len;
    *line = begin;
    *n = (size_t)(end - begin);
    *at += *n + 1;
    return true;
}
