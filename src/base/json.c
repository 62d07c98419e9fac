/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading JSON strictly (RFC 8259), in one block of memory.
 *
 * Our own rather than a library's because a first sync reads every entry ever written; see
 * doc/ARCHITECTURE.md. Tests and the fuzz target compare it with jansson.
 * A first pass over the text counts what is needed; the second never runs out of it.
 */
#include "inwork/base/json.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/error.h"
#include "inwork/base/utf8.h"

#define DEPTH_MAX 64 /* the parser recurses */
#define FEW_NAMES 16 /* up to here, comparing all pairs beats sorting */

struct json {
    enum json_kind kind;
    bool yes;
    size_t count;     /* bytes of a text, items or members */
    const char *name; /* of a member */
    union {
        int64_t integer;
        const char *text;
        const struct json *children; /* adjacent */
    } as;
};

struct parser {
    const char *text;
    size_t n, at;
    unsigned depth;
    /* Values whose container is still open wait on the stack; when it closes they move to `kept`,
     * where siblings lie side by side. */
    struct json *kept, *stack;
    char *texts;
    const char *problem; /* static text, once something is wrong */
};

static bool parse_value(struct parser *p, const char *name, unsigned nested);

static bool fail(struct parser *p, const char *problem)
{
    if (!p->problem)
        p->problem = problem;
    return false;
}

#define EACH_BYTE(x) (UINT64_C(0x0101010101010101) * (x))

/* How many bytes from `at` on stand for themselves in a text: ASCII without quotes, backslashes and
 * control characters. Eight at a time; a byte below 0x20, or equal to the other two after XOR, is
 * one from which a subtraction borrows. */
static size_t ordinary(const char *text, size_t n, size_t at)
{
    size_t start = at;
    for (uint64_t x; n - at >= sizeof x; at += sizeof x) {
        memcpy(&x, text + at, sizeof x);
        uint64_t quote = x ^ EACH_BYTE('"');
        uint64_t slash = x ^ EACH_BYTE('\\');
        uint64_t stop = x | (x - EACH_BYTE(0x20)) | (quote - EACH_BYTE(1)) | (slash - EACH_BYTE(1));
        if (stop & EACH_BYTE(0x80))
            break;
    }
    while (at < n && (unsigned char)text[at] >= 0x20 && (unsigned char)text[at] < 0x80 &&
           text[at] != '"' && text[at] != '\\')
        at++;
    return at - start;
}

/* The number of values there can be: one, one more at each comma, one more in each container; or 0
 * if brackets nest deeper than allowed. What lies in texts does not count. */
static size_t count_values(const char *text, size_t n, unsigned depth)
{
    size_t values = 1;
    unsigned nested = 0;
    for (size_t i = 0; i < n; i++) {
        switch (text[i]) {
        case '"':
            for (i++; i < n; i++) {
                i += ordinary(text, n, i);
                if (i < n && text[i] == '"')
                    break;
                if (i < n && text[i] == '\\')
                    i++;
            }
            break;
        case '{':
        case '[':
            values++;
            if (++nested > depth)
                return 0;
            break;
        case '}':
        case ']':
            if (nested > 0)
                nested--;
            break;
        case ',':
            values++;
            break;
        default:
            break;
        }
    }
    return values;
}

static char skip_space(struct parser *p)
{
    while (p->at < p->n && (p->text[p->at] == ' ' || p->text[p->at] == '\n' ||
                            p->text[p->at] == '\r' || p->text[p->at] == '\t'))
        p->at++;
    return p->at < p->n ? p->text[p->at] : '\0';
}

/* Four hexadecimal digits, or -1. */
static int32_t hex4(const struct parser *p, size_t at)
{
    if (p->n - at < 4)
        return -1;
    int32_t value = 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = p->text[i];
        int digit;
        if (c >= '0' && c <= '9')
            digit = c - '0';
        else if ((c | 32) >= 'a' && (c | 32) <= 'f')
            digit = (c | 32) - 'a' + 10;
        else
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

/* After the backslash and the u. */
static bool parse_unicode(struct parser *p)
{
    int32_t code = hex4(p, p->at);
    if (code < 0)
        return fail(p, "is not valid");
    p->at += 4;
    if (code == 0)
        return fail(p, "has the character U+0000");
    if (code >= 0xD800 && code < 0xE000) {
        int32_t low = -1;
        if (code < 0xDC00 && p->n - p->at >= 6 && p->text[p->at] == '\\' &&
            p->text[p->at + 1] == 'u')
            low = hex4(p, p->at + 2);
        if (low < 0xDC00 || low >= 0xE000)
            return fail(p, "has half a character (an unpaired surrogate)");
        p->at += 6;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    p->texts += utf8_encode(p->texts, (uint32_t)code);
    return true;
}

static bool parse_escape(struct parser *p)
{
    static const char names[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    char c = ++p->at < p->n ? p->text[p->at] : '\0';
    p->at++;
    if (c == 'u')
        return parse_unicode(p);
    const char *found = c != '\0' ? strchr(names, c) : NULL;
    if (!found)
        return fail(p, "is not valid");
    *p->texts++ = meant[found - names];
    return true;
}

/* At a quote. Decoding never makes a text longer, and its two quotes leave room for the NUL. */
static bool parse_text(struct parser *p, const char **out, size_t *length)
{
    char *start = p->texts;
    p->at++;
    for (;;) {
        size_t begun = p->at;
        p->at += ordinary(p->text, p->n, begun);
        memcpy(p->texts, p->text + begun, p->at - begun);
        p->texts += p->at - begun;
        if (p->at >= p->n)
            return fail(p, "ends too early");
        unsigned char c = (unsigned char)p->text[p->at];
        if (c == '"')
            break;
        if (c == '\\') {
            if (!parse_escape(p))
                return false;
        } else if (c < 0x20) {
            return fail(p, "has a control character in a text");
        } else {
            uint32_t code;
            size_t bytes = utf8_decode(&code, p->text + p->at, p->n - p->at);
            if (bytes == 0)
                return fail(p, "is not UTF-8");
            memcpy(p->texts, p->text + p->at, bytes);
            p->texts += bytes;
            p->at += bytes;
        }
    }
    p->at++;
    *out = start;
    *length = (size_t)(p->texts - start);
    *p->texts++ = '\0';
    return true;
}

static size_t digits(struct parser *p)
{
    size_t start = p->at;
    while (p->at < p->n && p->text[p->at] >= '0' && p->text[p->at] <= '9')
        p->at++;
    return p->at - start;
}

static bool parse_number(struct parser *p, struct json *v)
{
    bool negative = p->text[p->at] == '-';
    p->at += negative;
    size_t start = p->at;
    size_t length = digits(p);
    if (length == 0 || (length > 1 && p->text[start] == '0'))
        return fail(p, "is not valid");
    v->kind = JSON_KIND_INTEGER;
    /* Downwards, since the lowest integer has no positive twin. */
    for (size_t i = start; i < start + length; i++) {
        int digit = p->text[i] - '0';
        if (v->as.integer < (INT64_MIN + digit) / 10)
            return fail(p, "has a number that is too big");
        v->as.integer = v->as.integer * 10 - digit;
    }
    if (!negative) {
        if (v->as.integer == INT64_MIN)
            return fail(p, "has a number that is too big");
        v->as.integer = -v->as.integer;
    }
    if (p->at < p->n && p->text[p->at] == '.') {
        v->kind = JSON_KIND_OTHER;
        p->at++;
        if (digits(p) == 0)
            return fail(p, "is not valid");
    }
    if (p->at < p->n && (p->text[p->at] | 32) == 'e') {
        v->kind = JSON_KIND_OTHER;
        p->at++;
        if (p->at < p->n && (p->text[p->at] == '+' || p->text[p->at] == '-'))
            p->at++;
        if (digits(p) == 0)
            return fail(p, "is not valid");
    }
    return true;
}

static bool parse_word(struct parser *p, struct json *v)
{
    static const struct {
        const char *word;
        size_t length;
        enum json_kind kind;
    } words[] = {
        {"true", 4, JSON_KIND_BOOL}, {"false", 5, JSON_KIND_BOOL}, {"null", 4, JSON_KIND_NULL}};
    for (size_t i = 0; i < 3; i++) {
        size_t length = words[i].length;
        if (p->n - p->at >= length && memcmp(p->text + p->at, words[i].word, length) == 0) {
            p->at += length;
            v->kind = words[i].kind;
            v->yes = i == 0;
            return true;
        }
    }
    return fail(p, p->at < p->n ? "is not valid" : "ends too early");
}

static int compare_names(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;
    return strcmp(*x, *y);
}

/* Names hold no U+0000, so C strings tell them apart. */
static bool names_repeat(struct parser *p, const struct json *members, size_t count)
{
    if (count <= FEW_NAMES) {
        for (size_t i = 1; i < count; i++)
            for (size_t k = 0; k < i; k++)
                if (strcmp(members[i].name, members[k].name) == 0)
                    return !fail(p, "repeats a name");
        return false;
    }
    const char **names = malloc(count * sizeof *names);
    if (!names)
        return !fail(p, "is too big for the memory there is");
    for (size_t i = 0; i < count; i++)
        names[i] = members[i].name;
    qsort(names, count, sizeof *names, compare_names);
    bool repeated = false;
    for (size_t i = 1; i < count && !repeated; i++)
        repeated = strcmp(names[i - 1], names[i]) == 0;
    free(names);
    return repeated && !fail(p, "repeats a name");
}

/* At an opening bracket. */
static bool parse_container(struct parser *p, struct json *v, unsigned nested)
{
    bool object = p->text[p->at] == '{';
    char close = object ? '}' : ']';
    struct json *first = p->stack;
    v->kind = object ? JSON_KIND_OBJECT : JSON_KIND_ARRAY;
    if (nested == p->depth)
        return fail(p, "nests too deep");
    p->at++;
    if (skip_space(p) == close) {
        p->at++;
        return true;
    }
    for (;;) {
        const char *name = NULL;
        size_t length;
        if (object) {
            if (skip_space(p) != '"')
                return fail(p, p->at < p->n ? "is not valid" : "ends too early");
            if (!parse_text(p, &name, &length))
                return false;
            if (skip_space(p) != ':')
                return fail(p, p->at < p->n ? "is not valid" : "ends too early");
            p->at++;
        }
        if (!parse_value(p, name, nested + 1))
            return false;
        char c = skip_space(p);
        if (c != ',' && c != close)
            return fail(p, p->at < p->n ? "is not valid" : "ends too early");
        p->at++;
        if (c == close)
            break;
    }
    v->count = (size_t)(p->stack - first);
    v->as.children = p->kept;
    if (object && names_repeat(p, first, v->count))
        return false;
    memcpy(p->kept, first, v->count * sizeof *first);
    p->kept += v->count;
    p->stack = first;
    return true;
}

/* Leaves the value on the stack. */
static bool parse_value(struct parser *p, const char *name, unsigned nested)
{
    struct json v = {.name = name};
    char c = skip_space(p);
    bool good;
    if (c == '"') {
        v.kind = JSON_KIND_TEXT;
        good = parse_text(p, &v.as.text, &v.count);
    } else if (c == '{' || c == '[') {
        good = parse_container(p, &v, nested);
    } else if (c == '-' || (c >= '0' && c <= '9')) {
        good = parse_number(p, &v);
    } else {
        good = parse_word(p, &v);
    }
    if (good)
        *p->stack++ = v;
    return good;
}

int json_parse(struct json **out, const char *text, size_t n, unsigned depth, struct error *err)
{
    *out = NULL;
    if (depth > DEPTH_MAX)
        depth = DEPTH_MAX;
    size_t values = count_values(text, n, depth);
    if (values == 0)
        return error_set(err, STATUS_DATA, "the JSON nests deeper than %u", depth);
    /* The root, what is kept below it, the stack, the texts. Texts and values are counted from n,
     * so none of this can overflow. */
    struct json *root = malloc((1 + 2 * values) * sizeof *root + n + 1);
    if (!root)
        return error_memory(err);
    struct parser p = {
        .text = text,
        .n = n,
        .depth = depth,
        .kept = root + 1,
        .stack = root + 1 + values,
        .texts = (char *)(root + 1 + 2 * values),
    };
    struct json *bottom = p.stack;
    bool good = parse_value(&p, NULL, 0);
    if (good) {
        (void)skip_space(&p);
        good = p.at == n || fail(&p, "goes on after its end");
    }
    if (!good) {
        free(root);
        return error_set(err, STATUS_DATA, "the JSON %s (byte %zu)", p.problem, p.at + 1);
    }
    *root = *bottom;
    *out = root;
    return 0;
}

void json_free(struct json *root)
{
    free(root);
}

enum json_kind json_kind_of(const struct json *v)
{
    return v ? v->kind : JSON_KIND_NULL;
}

const char *json_text(const struct json *v, size_t *length)
{
    if (json_kind_of(v) != JSON_KIND_TEXT)
        return NULL;
    if (length)
        *length = v->count;
    return v->as.text;
}

bool json_int(int64_t *out, const struct json *v)
{
    if (json_kind_of(v) != JSON_KIND_INTEGER)
        return false;
    *out = v->as.integer;
    return true;
}

bool json_bool(bool *out, const struct json *v)
{
    if (json_kind_of(v) != JSON_KIND_BOOL)
        return false;
    *out = v->yes;
    return true;
}

static bool is_container(const struct json *v)
{
    return json_kind_of(v) == JSON_KIND_ARRAY || json_kind_of(v) == JSON_KIND_OBJECT;
}

size_t json_count(const struct json *v)
{
    return is_container(v) ? v->count : 0;
}

const struct json *json_at(const struct json *array, size_t i)
{
    if (json_kind_of(array) != JSON_KIND_ARRAY || i >= array->count)
        return NULL;
    return &array->as.children[i];
}

const struct json *json_member(const struct json *object, const char *name)
{
    if (json_kind_of(object) != JSON_KIND_OBJECT)
        return NULL;
    for (size_t i = 0; i < object->count; i++)
        if (strcmp(object->as.children[i].name, name) == 0)
            return &object->as.children[i];
    return NULL;
}

bool json_next(struct json_walk *w, const struct json *object)
{
    if (json_kind_of(object) != JSON_KIND_OBJECT || w->position >= object->count)
        return false;
    w->value = &object->as.children[w->position++];
    w->name = w->value->name;
    return true;
}

static int need(const struct json *v, const char *name, const char *type, struct error *err)
{
    if (!v)
        return error_set(err, STATUS_DATA, "the member \"%s\" is missing", name);
    return error_set(err, STATUS_DATA, "the member \"%s\" is not %s", name, type);
}

int json_need_text(const char **out, size_t *length, const struct json *object, const char *name,
                   struct error *err)
{
    const struct json *v = json_member(object, name);
    *out = json_text(v, length);
    return *out ? 0 : need(v, name, "text", err);
}

int json_need_int(int64_t *out, const struct json *object, const char *name, struct error *err)
{
    const struct json *v = json_member(object, name);
    return json_int(out, v) ? 0 : need(v, name, "a whole number", err);
}

int json_need_array(const struct json **out, const struct json *object, const char *name,
                    struct error *err)
{
    *out = json_member(object, name);
    return json_kind_of(*out) == JSON_KIND_ARRAY ? 0 : need(*out, name, "a list", err);
}

int json_need_object(const struct json **out, const struct json *object, const char *name,
                     struct error *err)
{
    *out = json_member(object, name);
    return json_kind_of(*out) == JSON_KIND_OBJECT ? 0 : need(*out, name, "an object", err);
}

static bool listed(const char *names, const char *name)
{
    size_t length = strlen(name);
    if (length == 0 || strchr(name, ' '))
        return false;
    for (const char *at = names; (at = strstr(at, name)) != NULL; at += length)
        if ((at == names || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

int json_only(const struct json *object, const char *names, struct error *err)
{
    if (json_kind_of(object) != JSON_KIND_OBJECT)
        return error_set(err, STATUS_DATA, "the JSON is not an object");
    struct json_walk w = {0};
    while (json_next(&w, object))
        if (!listed(names, w.name))
            return error_set(err, STATUS_DATA, "the member \"%.60s\" is unknown", w.name);
    return 0;
}
