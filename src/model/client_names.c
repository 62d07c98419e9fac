/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names as folded words in a hash table by their first two words: a text is looked through word by
 * word, and nearly always nothing is found at the first look. An import of a hundred thousand
 * employers must not feel it.
 */
#include "inwork/model/client_names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/store/store.h"

#define NAME_WORDS 8 /* of a name; more are left out */
#define SAME_FIELD 4 /* answers in conflict that are looked at */
#define NHS_DIGITS 10

struct phrase {
    char *words; /* "ada example" */
    size_t length;
    size_t client; /* in shown */
};

struct client_names {
    struct phrase *phrases;
    size_t count, room;
    char **shown; /* the names as their records have them */
    size_t shown_count, shown_room;
    char (*numbers)[NHS_DIGITS + 1]; /* sorted */
    size_t number_count, number_room;
    uint32_t *slots; /* place of a phrase + 1, by the hash of its first two words */
    size_t slot_mask;
};

void words_fold(struct buf *out, const char *text, size_t length)
{
    struct buf folded = BUF_ZERO;
    bool first = out->len == 0;
    bool inside = false;
    utf8_fold(&folded, text, length);
    for (size_t at = 0; at < folded.len;) {
        uint32_t code = 0;
        size_t n = utf8_decode(&code, folded.data + at, folded.len - at);
        n = n > 0 ? n : 1;
        if (utf8_is_word(code)) {
            if (!inside && !first)
                buf_push(out, ' ');
            buf_append(out, folded.data + at, n);
            inside = true;
            first = false;
        } else {
            inside = false;
        }
        at += n;
    }
    buf_free(&folded);
}

static uint64_t hash_of(const char *bytes, size_t n)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return h ^ (h >> 29);
}

/* Bytes up to the end of the second word; 0 if there is only one. */
static size_t two_words(const char *words)
{
    size_t n = strcspn(words, " ");
    return words[n] == ' ' ? n + 1 + strcspn(words + n + 1, " ") : 0;
}

/* Room for one more element of `size`; false when memory ran out. */
static bool room_for(void **array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return true;
    size_t more = *room ? *room * 2 : 64;
    void *bigger = realloc(*array, more * size);
    if (!bigger)
        return false;
    *array = bigger;
    *room = more;
    return true;
}

/* The words of a name without titles and brackets. */
struct name_words {
    struct buf text;
    const char *word[NAME_WORDS];
    size_t length[NAME_WORDS];
    size_t count;
};

static bool is_title(const char *word, size_t n)
{
    static const char *const titles[] = {"mr", "mrs",  "ms",  "miss", "mx",
                                         "dr", "prof", "sir", "dame", "rev"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strlen(titles[i]) == n && memcmp(titles[i], word, n) == 0)
            return true;
    return false;
}

static void split_name(struct name_words *out, const char *name)
{
    *out = (struct name_words){0};
    words_fold(&out->text, name, strcspn(name, "(["));
    const char *at = buf_text(&out->text);
    while (*at != '\0' && out->count < NAME_WORDS) {
        size_t n = strcspn(at, " ");
        if (out->count > 0 || !is_title(at, n)) {
            out->word[out->count] = at;
            out->length[out->count++] = n;
        }
        at += n + (at[n] == ' ');
    }
}

/* A phrase is worth looking for when two of its words have more than one letter. */
static int add_phrase(struct client_names *n, const struct buf *words, struct error *err)
{
    size_t long_words = 0;
    const char *at = buf_text(words);
    while (*at != '\0') {
        size_t length = strcspn(at, " ");
        long_words += utf8_width(at, length) > 1;
        at += length + (at[length] == ' ');
    }
    if (long_words < 2)
        return buf_ok(words, err);
    if (!room_for((void **)&n->phrases, n->count, &n->room, sizeof *n->phrases))
        return error_memory(err);
    char *copy = strdup(buf_text(words));
    if (!copy)
        return error_memory(err);
    n->phrases[n->count++] = (struct phrase){copy, words->len, n->shown_count};
    return 0;
}

static void put_words(struct buf *out, const struct name_words *n, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (out->len > 0)
            buf_push(out, ' ');
        buf_append(out, n->word[i], n->length[i]);
    }
}

/* The phrase made of two runs of words. */
static int add_runs(struct client_names *n, const struct name_words *a, size_t a_from, size_t a_to,
                    const struct name_words *b, size_t b_from, size_t b_to, struct error *err)
{
    struct buf words = BUF_ZERO;
    put_words(&words, a, a_from, a_to);
    put_words(&words, b, b_from, b_to);
    int status = add_phrase(n, &words, err);
    buf_free(&words);
    return status;
}

static int add_whole(struct client_names *n, const struct name_words *w, struct error *err)
{
    if (w->count < 2)
        return 0;
    size_t last = w->count - 1;
    int status = add_runs(n, w, 0, w->count, w, 0, 0, err);
    if (status == 0) /* the family name first, as in lists */
        status = add_runs(n, w, last, w->count, w, 0, last, err);
    if (status == 0 && last > 1) /* without the names between */
        status = add_runs(n, w, 0, 1, w, last, w->count, err);
    if (status == 0 && last > 1)
        status = add_runs(n, w, last, w->count, w, 0, 1, err);
    return status;
}

static int add_preferred(struct client_names *n, const struct name_words *preferred,
                         const struct name_words *name, struct error *err)
{
    if (preferred->count == 0 || name->count < 2)
        return 0;
    size_t last = name->count - 1;
    int status = add_runs(n, preferred, 0, preferred->count, name, last, name->count, err);
    if (status == 0)
        status = add_runs(n, name, last, name->count, preferred, 0, preferred->count, err);
    return status;
}

static int add_number(struct client_names *n, const char *text, struct error *err)
{
    char digits[NHS_DIGITS + 1] = "";
    size_t count = 0;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            continue;
        if (count == NHS_DIGITS)
            return 0; /* no NHS number */
        digits[count++] = *text;
    }
    if (count != NHS_DIGITS)
        return 0;
    if (!room_for((void **)&n->numbers, n->number_count, &n->number_room, sizeof *n->numbers))
        return error_memory(err);
    memcpy(n->numbers[n->number_count++], digits, sizeof digits);
    return 0;
}

/* One client, while its rows come. */
struct reading {
    struct client_names *names;
    int64_t client;
    struct buf name[SAME_FIELD], preferred[SAME_FIELD];
    size_t name_count, preferred_count;
};

static int finish_client(struct reading *r, struct error *err)
{
    struct client_names *n = r->names;
    struct name_words name[SAME_FIELD] = {0};
    struct name_words preferred[SAME_FIELD] = {0};
    size_t before = n->count;
    int status = 0;
    for (size_t i = 0; i < r->name_count; i++)
        split_name(&name[i], buf_text(&r->name[i]));
    for (size_t i = 0; i < r->preferred_count; i++)
        split_name(&preferred[i], buf_text(&r->preferred[i]));
    for (size_t i = 0; status == 0 && i < r->name_count; i++)
        status = add_whole(n, &name[i], err);
    for (size_t i = 0; status == 0 && i < r->preferred_count; i++) {
        status = add_whole(n, &preferred[i], err);
        for (size_t j = 0; status == 0 && j < r->name_count; j++)
            status = add_preferred(n, &preferred[i], &name[j], err);
    }
    if (status == 0 && n->count > before) {
        const struct buf *shown = r->name_count > 0 ? &r->name[0] : &r->preferred[0];
        char *copy = strdup(buf_text(shown));
        if (copy &&
            room_for((void **)&n->shown, n->shown_count, &n->shown_room, sizeof *n->shown)) {
            n->shown[n->shown_count++] = copy;
        } else {
            free(copy);
            status = error_memory(err);
        }
    }
    for (size_t i = 0; i < SAME_FIELD; i++) {
        buf_free(&name[i].text);
        buf_free(&preferred[i].text);
        buf_free(&r->name[i]);
        buf_free(&r->preferred[i]);
    }
    r->name_count = r->preferred_count = 0;
    return status;
}

static int take_row(const struct store_cell *columns, size_t count, void *payload,
                    struct error *err)
{
    struct reading *r = payload;
    (void)count;
    int status = 0;
    if (columns[0].integer != r->client)
        status = finish_client(r, err);
    r->client = columns[0].integer;
    if (status < 0 || columns[2].type != STORE_TEXT)
        return status;
    const char *field = columns[1].bytes;
    if (strcmp(field, "nhs_number") == 0)
        return add_number(r->names, columns[2].bytes, err);
    bool own = strcmp(field, "name") == 0;
    size_t *n = own ? &r->name_count : &r->preferred_count;
    if (*n < SAME_FIELD)
        buf_append(own ? &r->name[(*n)++] : &r->preferred[(*n)++], columns[2].bytes,
                   columns[2].length);
    return 0;
}

static int compare_numbers(const void *a, const void *b)
{
    return memcmp(a, b, NHS_DIGITS);
}

static int make_table(struct client_names *n, struct error *err)
{
    size_t size = 64;
    while (size < n->count * 4)
        size *= 2;
    n->slots = calloc(size, sizeof *n->slots);
    if (!n->slots)
        return error_memory(err);
    n->slot_mask = size - 1;
    for (size_t i = 0; i < n->count; i++) {
        const char *words = n->phrases[i].words;
        size_t at = (size_t)hash_of(words, two_words(words)) & n->slot_mask;
        while (n->slots[at])
            at = (at + 1) & n->slot_mask;
        n->slots[at] = (uint32_t)(i + 1);
    }
    if (n->number_count > 0)
        qsort(n->numbers, n->number_count, sizeof *n->numbers, compare_numbers);
    return 0;
}

int client_names_read(struct client_names **out, struct store *s, struct error *err)
{
    struct reading r = {.names = calloc(1, sizeof *r.names)};
    *out = NULL;
    if (!r.names)
        return error_memory(err);
    int status = store_query(s, "client_names", NULL, 0, take_row, &r, err);
    struct error late = {0};
    int last = finish_client(&r, &late); /* frees what was read, in any case */
    if (status == 0 && last < 0) {
        status = last;
        if (err)
            *err = late;
    }
    if (status == 0)
        status = make_table(r.names, err);
    if (status < 0)
        client_names_free(r.names);
    else
        *out = r.names;
    return status;
}

void client_names_free(struct client_names *n)
{
    if (!n)
        return;
    for (size_t i = 0; i < n->count; i++)
        free(n->phrases[i].words);
    for (size_t i = 0; i < n->shown_count; i++)
        free(n->shown[i]);
    free(n->phrases);
    free(n->shown);
    free(n->numbers);
    free(n->slots);
    free(n);
}

bool client_names_none(const struct client_names *n)
{
    return n->count == 0 && n->number_count == 0;
}

/* Ten digits in a row of words of digits: 943 476 5919. */
static bool number_at(const struct client_names *n, const char *at)
{
    char digits[NHS_DIGITS];
    size_t count = 0;
    while (*at != '\0') {
        size_t length = strcspn(at, " ");
        if (strspn(at, "0123456789") < length || count + length > NHS_DIGITS)
            return false;
        memcpy(digits + count, at, length);
        count += length;
        if (count == NHS_DIGITS)
            return bsearch(digits, n->numbers, n->number_count, sizeof *n->numbers,
                           compare_numbers) != NULL;
        at += length + (at[length] == ' ');
    }
    return false;
}

static const struct phrase *phrase_at(const struct client_names *n, const char *at, size_t left)
{
    size_t key = two_words(at);
    if (key == 0)
        return NULL;
    size_t slot = (size_t)hash_of(at, key) & n->slot_mask;
    for (; n->slots[slot]; slot = (slot + 1) & n->slot_mask) {
        const struct phrase *p = &n->phrases[n->slots[slot] - 1];
        if (p->length <= left && memcmp(p->words, at, p->length) == 0 &&
            (at[p->length] == ' ' || at[p->length] == '\0'))
            return p;
    }
    return NULL;
}

const char *client_names_in(const struct client_names *n, const char *text, size_t length)
{
    if (client_names_none(n))
        return NULL;
    struct buf words = BUF_ZERO;
    const char *found = NULL;
    words_fold(&words, text, length);
    const char *at = buf_text(&words);
    const char *end = at + words.len;
    while (!found && at < end) {
        if (n->number_count > 0 && *at >= '0' && *at <= '9' && number_at(n, at))
            found = "NHS number";
        const struct phrase *p = found ? NULL : phrase_at(n, at, (size_t)(end - at));
        if (p)
            found = n->shown[p->client];
        at += strcspn(at, " ");
        at += *at == ' ';
    }
    buf_free(&words);
    return found;
}
