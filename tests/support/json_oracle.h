/* SPDX-License-Identifier: GPL-3.0-or-later
 * A second opinion on JSON: does jansson accept the same texts, and read the same out of them?
 */
#ifndef INWORK_TESTS_JSON_ORACLE_H
#define INWORK_TESTS_JSON_ORACLE_H

#include <jansson.h>
#include <string.h>

#include "inwork/base/json.h"

#define ORACLE_DEPTH 40u

static bool oracle_same(const struct json *ours, const json_t *theirs)
{
    size_t length = 0;
    int64_t number = 0;
    bool yes = false;
    struct json_walk w = {0};
    const char *text;
    switch (json_kind_of(ours)) {
    case JSON_KIND_NULL:
        return json_is_null(theirs);
    case JSON_KIND_BOOL:
        return json_bool(&yes, ours) && json_is_boolean(theirs) && yes == json_is_true(theirs);
    case JSON_KIND_INTEGER:
        return json_int(&number, ours) && json_is_integer(theirs) &&
               number == json_integer_value(theirs);
    case JSON_KIND_OTHER:
        return json_is_real(theirs);
    case JSON_KIND_TEXT:
        text = json_text(ours, &length);
        return json_is_string(theirs) && length == json_string_length(theirs) &&
               strlen(text) == length && memcmp(text, json_string_value(theirs), length) == 0;
    case JSON_KIND_ARRAY:
        if (!json_is_array(theirs) || json_count(ours) != json_array_size(theirs))
            return false;
        for (size_t i = 0; i < json_count(ours); i++)
            if (!oracle_same(json_at(ours, i), json_array_get(theirs, i)))
                return false;
        return true;
    case JSON_KIND_OBJECT:
        if (!json_is_object(theirs) || json_count(ours) != json_object_size(theirs))
            return false;
        while (json_next(&w, ours))
            if (!oracle_same(w.value, json_object_get(theirs, w.name)))
                return false;
        return true;
    }
    return false;
}

/* True too where only the limits differ: depth, and numbers no double can hold. A bare NUL byte is
 * never JSON, though jansson 2.14 takes one after a number. */
static bool oracle_agrees(const char *text, size_t n)
{
    unsigned nested = 0;
    for (size_t i = 0; i < n; i++)
        nested += text[i] == '[' || text[i] == '{';
    if (nested > ORACLE_DEPTH)
        return true;
    struct json *ours = NULL;
    json_error_t problem;
    bool taken = json_parse(&ours, text, n, ORACLE_DEPTH, NULL) == 0;
    if (memchr(text, '\0', n)) {
        json_free(ours);
        return !taken;
    }
    json_t *theirs = json_loadb(text, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
    bool agrees = theirs ? taken && oracle_same(ours, theirs)
                         : !taken || json_error_code(&problem) == json_error_numeric_overflow;
    json_free(ours);
    json_decref(theirs);
    return agrees;
}

#endif
