/* SPDX-License-Identifier: GPL-3.0-or-later
 * Likely duplicates: every record's or row's keys (name, phone, number, date of birth) in one hash
 * table; what shares a key is compared answer by answer. An import of a hundred thousand employers
 * must not feel it.
 */
#include "inwork/model/duplicate.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/base/utf8.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"

#define TITLE_PARTS 3   /* fields of a title that are compared where there is no name */
#define CHAIN_MOST 4096 /* others with one key that are looked at */
#define PAIRS_OF_ONE 8  /* pairs told of one record: the rest are pairs of those */
#define NONE UINT32_MAX

enum fact {
    FACT_NAME, /* as compared */
    FACT_TITLE,
    FACT_BIRTH,
    FACT_PHONE,
    FACT_OTHER_PHONE,
    FACT_EMAIL,
    FACT_TOWN,
    FACT_POSTCODE,
    FACT_NUMBER,
    FACT_PARENT,
    FACTS,
};

struct item {
    char id[RECORD_ID_TEXT];
    size_t line;
    char *fact[FACTS];
};

struct link {
    uint64_t hash;
    uint32_t item, next;
};

enum family { PERSON_CLIENT, ORGANISATION, OTHER_NAMED, UNNAMED };

struct duplicates {
    const struct catalogue_kind *kind;
    enum family family;
    const char *parts[TITLE_PARTS]; /* UNNAMED: the fields of the title */
    size_t part_count;
    struct item *items;
    size_t count, room;
    struct link *links;
    size_t link_count, link_room;
    uint32_t *slots;
    size_t slot_mask;
    struct two *apart; /* by id, once all is read */
    size_t apart_count, apart_room;
};

/* Of these somebody said that they are two. */
struct two {
    char one[RECORD_ID_TEXT], other[RECORD_ID_TEXT];
};

/* The answers of one record while they come. */
struct raw {
    struct buf value[FACTS];
    struct buf part[TITLE_PARTS];
};

static void raw_clear(struct raw *r)
{
    for (size_t i = 0; i < FACTS; i++)
        buf_free(&r->value[i]);
    for (size_t i = 0; i < TITLE_PARTS; i++)
        buf_free(&r->part[i]);
}

static const struct {
    const char *field;
    enum fact fact;
} sources[] = {
    {"name", FACT_NAME},          {"date_of_birth", FACT_BIRTH},
    {"phone", FACT_PHONE},        {"other_phone", FACT_OTHER_PHONE},
    {"mobile", FACT_OTHER_PHONE}, {"email", FACT_EMAIL},
    {"town", FACT_TOWN},          {"postcode", FACT_POSTCODE},
    {"nhs_number", FACT_NUMBER},
};

/* Where an answer is kept; NULL if it is not compared. */
static struct buf *place_of(struct raw *r, const struct duplicates *d, const char *field)
{
    if (d->kind->parent[0] != '\0' && strcmp(field, d->kind->fields[0].name) == 0)
        return &r->value[FACT_PARENT];
    for (size_t i = 0; i < d->part_count; i++)
        if (strcmp(field, d->parts[i]) == 0)
            return &r->part[i];
    if (d->family == UNNAMED)
        return NULL;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (strcmp(field, sources[i].field) == 0)
            return &r->value[sources[i].fact];
    return NULL;
}

static void raw_put(struct raw *r, const struct duplicates *d, const char *field, const char *text,
                    size_t n)
{
    struct buf *to = place_of(r, d, field);
    if (to && to->len == 0) /* of answers in conflict, the first */
        buf_append(to, text, n);
}

static void digits_of(struct buf *out, const struct buf *from)
{
    for (size_t i = 0; i < from->len; i++)
        if (from->data[i] >= '0' && from->data[i] <= '9')
            buf_push(out, from->data[i]);
}

/* Letters and digits alone, folded. */
static void tight(struct buf *out, const struct buf *from)
{
    struct buf folded = BUF_ZERO;
    utf8_fold(&folded, buf_text(from), from->len);
    for (size_t i = 0; i < folded.len; i++)
        if (folded.data[i] != ' ' && folded.data[i] != '-' && folded.data[i] != '.')
            buf_push(out, folded.data[i]);
    buf_free(&folded);
}

/* The compared form of a fact from what was answered. */
static void prepare(struct buf *out, const struct duplicates *d, struct raw *r, enum fact fact)
{
    const struct buf *from = &r->value[fact];
    switch (fact) {
    case FACT_NAME:
        if (d->family == ORGANISATION)
            duplicate_organisation_words(out, buf_text(from), from->len);
        else if (d->family != UNNAMED)
            duplicate_person_words(out, buf_text(from), from->len);
        for (size_t i = 0; i < d->part_count; i++) {
            if (r->part[i].len == 0) { /* a title with a gap is no name */
                buf_clear(out);
                return;
            }
            struct buf words = BUF_ZERO;
            utf8_fold(&words, buf_text(&r->part[i]), r->part[i].len);
            buf_append(out, buf_text(&words), words.len);
            buf_push(out, '\n');
            buf_free(&words);
        }
        break;
    case FACT_PHONE:
    case FACT_OTHER_PHONE:
        duplicate_phone(out, buf_text(from), from->len);
        break;
    case FACT_NUMBER:
        digits_of(out, from);
        break;
    case FACT_EMAIL:
    case FACT_TOWN:
    case FACT_POSTCODE:
        tight(out, from);
        break;
    default:
        buf_append(out, buf_text(from), from->len);
        break;
    }
}

static uint64_t hash_of(char tag, const char *text)
{
    uint64_t h = UINT64_C(14695981039346656037) ^ (unsigned char)tag;
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return h ^ (h >> 31);
}

/* The keys of an item. */
static size_t keys_of(uint64_t keys[5], const struct duplicates *d, const struct item *it)
{
    size_t n = 0;
    if (it->fact[FACT_NAME])
        keys[n++] = hash_of('n', it->fact[FACT_NAME]);
    if (d->family == ORGANISATION || d->family == UNNAMED)
        return n;
    if (it->fact[FACT_PHONE])
        keys[n++] = hash_of('p', it->fact[FACT_PHONE]);
    if (it->fact[FACT_OTHER_PHONE])
        keys[n++] = hash_of('p', it->fact[FACT_OTHER_PHONE]);
    if (it->fact[FACT_NUMBER])
        keys[n++] = hash_of('#', it->fact[FACT_NUMBER]);
    if (it->fact[FACT_BIRTH])
        keys[n++] = hash_of('b', it->fact[FACT_BIRTH]);
    return n;
}

static bool grow(struct duplicates *d)
{
    size_t size = d->slot_mask ? (d->slot_mask + 1) * 2 : 1024;
    uint32_t *slots = malloc(size * sizeof *slots);
    if (!slots)
        return false;
    memset(slots, 0xFF, size * sizeof *slots);
    for (size_t i = 0; i < d->link_count; i++) {
        size_t at = (size_t)d->links[i].hash & (size - 1);
        d->links[i].next = slots[at];
        slots[at] = (uint32_t)i;
    }
    free(d->slots);
    d->slots = slots;
    d->slot_mask = size - 1;
    return true;
}

static bool add_key(struct duplicates *d, uint64_t hash, size_t item)
{
    if (d->link_count == d->link_room) {
        size_t room = d->link_room ? d->link_room * 2 : 1024;
        struct link *links = reallocarray(d->links, room, sizeof *links);
        if (!links)
            return false;
        d->links = links;
        d->link_room = room;
    }
    if ((!d->slots || d->link_count > d->slot_mask) && !grow(d))
        return false;
    size_t at = (size_t)hash & d->slot_mask;
    d->links[d->link_count] = (struct link){hash, (uint32_t)item, d->slots[at]};
    d->slots[at] = (uint32_t)d->link_count++;
    return true;
}

/* Take the answers up as an item, without its keys. */
static int add_item(struct duplicates *d, struct raw *r, const char *id, const char *title,
                    size_t line, struct error *err)
{
    if (d->count == d->room) {
        size_t room = d->room ? d->room * 2 : 256;
        struct item *items = reallocarray(d->items, room, sizeof *items);
        if (!items)
            return error_memory(err);
        d->items = items;
        d->room = room;
    }
    if (d->count >= NONE - 1)
        return error_set(err, STATUS_DATA, "there are too many records to compare");
    struct item *it = &d->items[d->count++];
    *it = (struct item){.line = line};
    (void)memccpy(it->id, id, '\0', sizeof it->id - 1);
    if (title[0] != '\0')
        buf_add(&r->value[FACT_TITLE], title);
    bool ok = true;
    for (size_t i = 0; ok && i < FACTS; i++) {
        if (r->value[i].len == 0 && (i != FACT_NAME || d->part_count == 0))
            continue; /* most are empty, and an import asks a million times */
        struct buf text = BUF_ZERO;
        prepare(&text, d, r, (enum fact)i);
        if (text.len > 0) {
            buf_push(&text, '\0');
            it->fact[i] = buf_take(&text);
            ok = it->fact[i] != NULL;
        }
        buf_free(&text);
    }
    return ok ? 0 : error_memory(err);
}

static int add_keys(struct duplicates *d, size_t item, struct error *err)
{
    uint64_t keys[5];
    size_t n = keys_of(keys, d, &d->items[item]);
    for (size_t i = 0; i < n; i++)
        if (!add_key(d, keys[i], item))
            return error_memory(err);
    return 0;
}

/* ---- comparing ---- */

static bool equal(const struct item *a, const struct item *b, enum fact fact)
{
    return a->fact[fact] && b->fact[fact] && strcmp(a->fact[fact], b->fact[fact]) == 0;
}

static bool differ(const struct item *a, const struct item *b, enum fact fact)
{
    return a->fact[fact] && b->fact[fact] && strcmp(a->fact[fact], b->fact[fact]) != 0;
}

static bool same_phone(const struct item *a, const struct item *b)
{
    static const enum fact phones[] = {FACT_PHONE, FACT_OTHER_PHONE};
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++)
            if (a->fact[phones[i]] && b->fact[phones[j]] && strlen(a->fact[phones[i]]) > 5 &&
                strcmp(a->fact[phones[i]], b->fact[phones[j]]) == 0)
                return true;
    return false;
}

/* Have two names a word of three letters or more in common? */
static bool share_word(const char *a, const char *b)
{
    while (a && b && *a != '\0') {
        size_t n = strcspn(a, " ");
        for (const char *at = b; n > 2 && *at != '\0';) {
            size_t m = strcspn(at, " ");
            if (m == n && memcmp(a, at, n) == 0)
                return true;
            at += m + (at[m] == ' ');
        }
        a += n + (a[n] == ' ');
    }
    return false;
}

struct verdict {
    int rank; /* 0: not alike */
    const char *why;
};

static struct verdict judge_client(const struct item *a, const struct item *b)
{
    bool name = equal(a, b, FACT_NAME);
    bool birth = equal(a, b, FACT_BIRTH);
    bool phone = same_phone(a, b);
    if (equal(a, b, FACT_NUMBER))
        return (struct verdict){5, "the same NHS number"};
    if (differ(a, b, FACT_NUMBER) || differ(a, b, FACT_BIRTH))
        return (struct verdict){0};
    if (name && birth)
        return (struct verdict){4, "the same name and date of birth"};
    if (name && phone)
        return (struct verdict){4, "the same name and phone number"};
    if (name)
        return (struct verdict){3, "the same name"};
    if (birth && phone)
        return (struct verdict){3, "the same date of birth and phone number"};
    if (birth && share_word(a->fact[FACT_NAME], b->fact[FACT_NAME]))
        return (struct verdict){2, "the same date of birth, and part of the name"};
    if (phone)
        return (struct verdict){1, "the same phone number"};
    return (struct verdict){0};
}

static struct verdict judge_organisation(const struct item *a, const struct item *b)
{
    if (!equal(a, b, FACT_NAME) || differ(a, b, FACT_POSTCODE))
        return (struct verdict){0};
    if (equal(a, b, FACT_POSTCODE) || equal(a, b, FACT_TOWN))
        return (struct verdict){3, "the same name and place"};
    if (differ(a, b, FACT_TOWN))
        return (struct verdict){0};
    return same_phone(a, b) ? (struct verdict){3, "the same name and phone number"}
                            : (struct verdict){2, "the same name"};
}

static struct verdict judge(const struct duplicates *d, const struct item *a, const struct item *b)
{
    if (d->family == PERSON_CLIENT)
        return judge_client(a, b);
    if (d->family == ORGANISATION)
        return judge_organisation(a, b);
    bool name = equal(a, b, FACT_NAME);
    if (differ(a, b, FACT_PARENT))
        return (struct verdict){0};
    if (d->family == UNNAMED)
        return name && (d->kind->parent[0] == '\0' || equal(a, b, FACT_PARENT))
                   ? (struct verdict){1, "the same title"}
                   : (struct verdict){0};
    bool number = same_phone(a, b) || equal(a, b, FACT_EMAIL);
    if (name && number)
        return (struct verdict){3, "the same name and number or address"};
    if (name)
        return (struct verdict){2, "the same name"};
    if (number && share_word(a->fact[FACT_NAME], b->fact[FACT_NAME]))
        return (struct verdict){1, "the same number or address, and part of the name"};
    return (struct verdict){0};
}

/* ---- two of which somebody said so ---- */

static int by_ids(const void *a, const void *b)
{
    const struct two *x = a;
    const struct two *y = b;
    int order = strcmp(x->one, y->one);
    return order != 0 ? order : strcmp(x->other, y->other);
}

static struct two two_of(const char *a, const char *b)
{
    struct two t = {0};
    bool a_first = strcmp(a, b) < 0;
    (void)memccpy(t.one, a_first ? a : b, '\0', sizeof t.one - 1);
    (void)memccpy(t.other, a_first ? b : a, '\0', sizeof t.other - 1);
    return t;
}

static int add_apart(struct duplicates *d, const char *one, const char *other, struct error *err)
{
    if (d->apart_count == d->apart_room) {
        size_t room = d->apart_room ? d->apart_room * 2 : 64;
        struct two *apart = reallocarray(d->apart, room, sizeof *apart);
        if (!apart)
            return error_memory(err);
        d->apart = apart;
        d->apart_room = room;
    }
    d->apart[d->apart_count++] = two_of(one, other);
    return 0;
}

static bool are_apart(const struct duplicates *d, const struct item *a, const struct item *b)
{
    if (d->apart_count == 0 || a->id[0] == '\0' || b->id[0] == '\0')
        return false;
    struct two t = two_of(a->id, b->id);
    return bsearch(&t, d->apart, d->apart_count, sizeof t, by_ids) != NULL;
}

/* The items before this one that are like it, the best first of equals the oldest; at most `most`.
 */
struct match {
    uint32_t item;
    struct verdict verdict;
};

static void keep_match(struct match *best, size_t *count, size_t most, struct match m)
{
    for (size_t i = 0; i < *count; i++)
        if (best[i].item == m.item)
            return;
    size_t at = *count;
    while (at > 0 && (best[at - 1].verdict.rank < m.verdict.rank ||
                      (best[at - 1].verdict.rank == m.verdict.rank && best[at - 1].item > m.item)))
        at--;
    if (at >= most)
        return;
    if (*count < most)
        ++*count;
    memmove(&best[at + 1], &best[at], (*count - at - 1) * sizeof *best);
    best[at] = m;
}

static size_t matches(const struct duplicates *d, size_t item, struct match *best, size_t most)
{
    const struct item *it = &d->items[item];
    uint64_t keys[5];
    size_t count = 0;
    size_t n = d->slots ? keys_of(keys, d, it) : 0;
    for (size_t k = 0; k < n; k++) {
        uint32_t at = d->slots[(size_t)keys[k] & d->slot_mask];
        for (size_t seen = 0; at != NONE && seen < CHAIN_MOST; at = d->links[at].next) {
            if (d->links[at].hash != keys[k] || d->links[at].item >= item)
                continue;
            seen++;
            const struct item *other = &d->items[d->links[at].item];
            struct verdict v = judge(d, it, other);
            if (v.rank > 0 && !are_apart(d, it, other))
                keep_match(best, &count, most, (struct match){d->links[at].item, v});
        }
    }
    return count;
}

static struct alike alike_of(const struct item *it)
{
    return (struct alike){it->id, it->fact[FACT_TITLE] ? it->fact[FACT_TITLE] : "", it->line};
}

/* ---- reading ---- */

struct reading {
    struct duplicates *d;
    struct raw raw;
    int64_t record;
    char id[RECORD_ID_TEXT];
    struct buf title;
};

static int finish_record(struct reading *r, struct error *err)
{
    int status = 0;
    if (r->record != 0) {
        status = add_item(r->d, &r->raw, r->id, buf_text(&r->title), 0, err);
        if (status == 0)
            status = add_keys(r->d, r->d->count - 1, err);
    }
    raw_clear(&r->raw);
    return status;
}

static int take_fact(const struct store_cell *columns, size_t count, void *payload,
                     struct error *err)
{
    struct reading *r = payload;
    int status = 0;
    (void)count;
    if (columns[0].integer != r->record) {
        status = finish_record(r, err);
        r->record = columns[0].integer;
        memset(r->id, 0, sizeof r->id);
        (void)memccpy(r->id, columns[1].bytes, '\0', sizeof r->id - 1);
        buf_clear(&r->title);
        buf_append(&r->title, columns[2].bytes, columns[2].length);
    }
    if (columns[4].type != STORE_TEXT)
        return status;
    if (strcmp(columns[3].bytes, "_not_same_as") == 0)
        status = status == 0 ? add_apart(r->d, r->id, columns[4].bytes, err) : status;
    else
        raw_put(&r->raw, r->d, columns[3].bytes, columns[4].bytes, columns[4].length);
    return status;
}

/* The fields that are compared, as a JSON array. */
static void compared_fields(struct buf *json, const struct duplicates *d)
{
    struct raw none = {0};
    json_begin_array(json);
    for (size_t i = 0; i < d->kind->field_count; i++)
        if (place_of(&none, d, d->kind->fields[i].name))
            json_add_string(json, d->kind->fields[i].name);
    json_add_string(json, "_not_same_as");
    json_end_array(json);
}

static int read_records(struct duplicates *d, struct store *s, struct error *err)
{
    struct reading r = {.d = d};
    struct buf fields = BUF_ZERO;
    compared_fields(&fields, d);
    int status = buf_ok(&fields, err);
    if (status == 0) {
        const struct store_cell parameters[] = {store_text(d->kind->name),
                                                store_text(buf_text(&fields))};
        status = store_query(s, "duplicate_facts", parameters, 2, take_fact, &r, err);
        if (d->apart_count > 1)
            qsort(d->apart, d->apart_count, sizeof *d->apart, by_ids);
    }
    struct error late = {0};
    int last = finish_record(&r, &late); /* frees what was read, in any case */
    if (status == 0 && last < 0) {
        status = last;
        if (err)
            *err = late;
    }
    buf_free(&fields);
    buf_free(&r.title);
    return status;
}

/* How records of a kind are told apart. */
static void choose_family(struct duplicates *d)
{
    if (strcmp(d->kind->name, "client") == 0) {
        d->family = PERSON_CLIENT;
    } else if (strcmp(d->kind->name, "employer") == 0) {
        d->family = ORGANISATION;
    } else if (catalogue_field(d->kind, "name")) {
        d->family = OTHER_NAMED;
    } else {
        d->family = UNNAMED;
        for (const char *at = d->kind->title_fields; *at && d->part_count < TITLE_PARTS;) {
            size_t n = strcspn(at, ",");
            for (size_t i = 0; i < d->kind->field_count; i++)
                if (strlen(d->kind->fields[i].name) == n &&
                    memcmp(d->kind->fields[i].name, at, n) == 0)
                    d->parts[d->part_count++] = d->kind->fields[i].name;
            at += n + (at[n] == ',');
        }
    }
}

int duplicates_open(struct duplicates **out, struct store *s, const struct catalogue_kind *kind,
                    struct error *err)
{
    *out = NULL;
    struct duplicates *d = calloc(1, sizeof *d);
    if (!d)
        return error_memory(err);
    d->kind = kind;
    choose_family(d);
    int status = read_records(d, s, err);
    if (status < 0)
        duplicates_free(d);
    else
        *out = d;
    return status;
}

void duplicates_free(struct duplicates *d)
{
    if (!d)
        return;
    for (size_t i = 0; i < d->count; i++)
        for (size_t j = 0; j < FACTS; j++)
            free(d->items[i].fact[j]);
    free(d->items);
    free(d->links);
    free(d->slots);
    free(d->apart);
    free(d);
}

int duplicates_row(struct duplicates *d, const struct save_field *fields, size_t count, size_t line,
                   struct alike *out, const char **why, struct error *err)
{
    struct raw raw = {0};
    struct match best = {0};
    const char *title = "";
    for (size_t i = 0; i < count; i++) {
        if (fields[i].to.type != VALUE_TEXT)
            continue;
        raw_put(&raw, d, fields[i].field, fields[i].to.text, strlen(fields[i].to.text));
        if (strcmp(fields[i].field, "name") == 0)
            title = fields[i].to.text;
    }
    int status = add_item(d, &raw, "", title, line, err);
    raw_clear(&raw);
    if (status < 0)
        return status;
    size_t found = matches(d, d->count - 1, &best, 1);
    status = add_keys(d, d->count - 1, err);
    if (status < 0 || found == 0)
        return status;
    *out = alike_of(&d->items[best.item]);
    *why = best.verdict.why;
    return 1;
}

int duplicates_pairs(struct duplicates *d, const char *of, duplicate_fn pair, void *payload,
                     struct error *err)
{
    struct match best[PAIRS_OF_ONE];
    for (size_t i = 0; i < d->count; i++) {
        size_t n = matches(d, i, best, PAIRS_OF_ONE);
        for (size_t m = 0; m < n; m++) {
            struct alike one = alike_of(&d->items[best[m].item]);
            struct alike other = alike_of(&d->items[i]);
            if (of && strcmp(one.id, of) != 0 && strcmp(other.id, of) != 0)
                continue;
            int status = pair(&one, &other, best[m].verdict.why, payload, err);
            if (status != 0)
                return status;
        }
    }
    return 0;
}

static int see_one(const struct alike *one, const struct alike *other, const char *why,
                   void *payload, struct error *err)
{
    (void)one;
    (void)other;
    (void)why;
    (void)payload;
    (void)err;
    return 1; /* that is enough */
}

int duplicates_any(struct store *s, const char *kind, struct error *err)
{
    struct duplicates *d = NULL;
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), kind);
    int status = k ? duplicates_open(&d, s, k, err) : 0;
    if (status == 0 && d)
        status = duplicates_pairs(d, NULL, see_one, NULL, err);
    duplicates_free(d);
    return status;
}
