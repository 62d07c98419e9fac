/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which paths a team repository may hold (FORMAT 7). Everything else is ignored and reported, so
 * that whoever can push cannot put a file anywhere that matters.
 */
#include "layout_int.h"

#include <stddef.h>
#include <string.h>

/* %n a number without leading zeros, %d a device, %c a compartment, %e an epoch, %h one hex digit,
 * %s five of them whose first four are the folders before. */
static const char *const layouts[] = {
    "README",
    "allowed_signers",
    "roster/%n.json",
    "roster/%n.json.sig",
    "keys/%c/%n/%d.age",
    "request.json",
    "request.json.sig",
    "heads.json",
    "heads.json.sig",
    "feeds/%d/%e/%c/%h/%h/%h/%h/%s.age",
    "feeds/%d/%e/%c/%h/%h/%h/%h/%s.age.sig",
};

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define HEX "0123456789abcdef"

/* How many bytes of `at` the variable takes; 0: it does not match. */
static size_t variable(char code, const char *path, const char *at)
{
    size_t n = 0;
    switch (code) {
    case 'n':
        n = strspn(at, "0123456789");
        return n <= 9 && (at[0] != '0' || n == 1) ? n : 0;
    case 'd':
        return strspn(at, LOWER "234567") == 24 ? 24 : 0;
    case 'c':
        n = strspn(at, LOWER "0123456789-");
        return n <= 64 ? n : 0;
    case 'e':
        return strspn(at, HEX) == 8 ? 8 : 0;
    case 'h':
        return strspn(at, HEX) == 1 ? 1 : 0;
    case 's': {
        if (strspn(at, HEX) != 5 || at - path < 8)
            return 0;
        const char *folders = at - 8;
        for (int i = 0; i < 4; i++)
            if (folders[2 * i] != at[i])
                return 0;
        return 5;
    }
    default:
        return 0;
    }
}

enum match { DIFFERENT, FOLDER, FILE_PATH };

static enum match match(const char *layout, const char *path)
{
    const char *at = path;
    while (*layout) {
        if (*at == '\0')
            return *layout == '/' && at > path ? FOLDER : DIFFERENT;
        if (*layout == '%') {
            size_t n = variable(layout[1], path, at);
            if (n == 0)
                return DIFFERENT;
            at += n;
            layout += 2;
        } else if (*layout++ != *at++) {
            return DIFFERENT;
        }
    }
    return *at == '\0' ? FILE_PATH : DIFFERENT;
}

static bool any(const char *path, enum match wanted)
{
    for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++)
        if (match(layouts[i], path) == wanted)
            return true;
    return false;
}

bool layout_knows(const char *path)
{
    return any(path, FILE_PATH);
}

bool layout_knows_folder(const char *path)
{
    return any(path, FOLDER);
}
