/* SPDX-License-Identifier: GPL-3.0-or-later
 * The decoder as a state machine, one byte a step. Unknown control sequences are swallowed whole,
 * never typed into a record; a paste is collected raw until its literal end marker, whatever the
 * timing.
 */
#include "input_int.h"

enum state {
    GROUND,
    CHARACTER,   /* inside a UTF-8 character */
    ESCAPED,     /* after ESC: a key of its own, or the start of a sequence */
    SEQUENCE,    /* after ESC [ */
    LINUX,       /* after ESC [ [ : the Linux console's function keys */
    SHIFT_THREE, /* after ESC O */
    LATE,        /* ESC was given out after a pause; its tail may still come on a slow line */
    LATE_OPEN,   /* ... and '[' or 'O' came: tail or typed? */
    SWALLOW,     /* the tail of a sequence whose ESC was given out */
    PASTING,
};

static const char paste_end[] = "\033[201~";
#define PASTE_END_LENGTH (sizeof paste_end - 1)

void input_clear(struct input *in)
{
    buf_free_wiped(&in->paste);
    *in = (struct input){0};
}

unsigned char *input_room(struct input *in, size_t *room)
{
    if (in->head == in->tail) {
        in->head = in->tail = 0;
    } else if (in->head > 0) {
        memmove(in->queue, in->queue + in->head, in->tail - in->head);
        in->tail -= in->head;
        in->head = 0;
    }
    *room = INPUT_QUEUE - in->tail;
    return in->queue + in->tail;
}

void input_came(struct input *in, size_t n)
{
    in->tail += n < INPUT_QUEUE - in->tail ? n : INPUT_QUEUE - in->tail;
}

static bool give(struct input *in, struct key *out, int code, unsigned modifiers)
{
    in->state = GROUND;
    *out = (struct key){.code = code, .modifiers = modifiers};
    if (code >= 0x20 && code < 0x7f) {
        out->text[0] = (char)code;
    }
    return true;
}

static int control_key(unsigned char c)
{
    switch (c) {
    case '\r':
    case '\n':
        return INPUT_ENTER;
    case '\t':
        return INPUT_TAB;
    case '\b':
    case 0x7f:
        return INPUT_BACKSPACE;
    case 0:
        return INPUT_NONE;
    default:
        return c < 27 ? c : INPUT_NONE;
    }
}

/* Codepoint of a whole UTF-8 character, or -1 (over-long, surrogate, out of range). */
static int decode(const char *bytes, size_t n)
{
    const unsigned char *u = (const unsigned char *)bytes;
    int c = n == 2 ? u[0] & 0x1f : n == 3 ? u[0] & 0x0f : u[0] & 0x07;
    for (size_t i = 1; i < n; i++) {
        c = c << 6 | (u[i] & 0x3f);
    }
    static const int least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) {
        return -1;
    }
    return c;
}

static bool begin_character(struct input *in, unsigned char c, struct key *out)
{
    size_t want = c >= 0xc2 && c < 0xe0   ? 2
                  : c >= 0xe0 && c < 0xf0 ? 3
                  : c >= 0xf0 && c < 0xf5 ? 4
                                          : 0;
    if (want == 0) {
        return give(in, out, INPUT_INVALID, 0);
    }
    in->character[0] = (char)c;
    in->character_len = 1;
    in->character_want = want;
    in->state = CHARACTER;
    return false;
}

static bool ground(struct input *in, unsigned char c, struct key *out)
{
    in->state = GROUND;
    if (c == 27) {
        in->state = ESCAPED;
        return false;
    }
    if (c >= 0x80) {
        return begin_character(in, c, out);
    }
    int code = c >= 0x20 && c < 0x7f ? c : control_key(c);
    return code != INPUT_NONE && give(in, out, code, 0);
}

static bool character(struct input *in, unsigned char c, struct key *out)
{
    if ((c & 0xc0) != 0x80) {
        in->head--; /* the byte is the start of something else: read it again */
        return give(in, out, INPUT_INVALID, 0);
    }
    in->character[in->character_len++] = (char)c;
    if (in->character_len < in->character_want) {
        return false;
    }
    int code = decode(in->character, in->character_len);
    /* C1 controls are characters to UTF-8 and commands to some terminals. */
    if (code < 0xa0) {
        return give(in, out, INPUT_INVALID, 0);
    }
    (void)give(in, out, code, 0);
    memcpy(out->text, in->character, in->character_len);
    memset(in->character, 0, sizeof in->character);
    return true;
}

static bool escaped(struct input *in, unsigned char c, struct key *out)
{
    if (c == '[' || c == 'O') {
        in->state = c == '[' ? SEQUENCE : SHIFT_THREE;
        in->sequence_len = 0;
        return false;
    }
    if (c == 27) { /* Esc twice: the first is a key, the second may start something */
        (void)give(in, out, INPUT_ESCAPE, 0);
        in->state = ESCAPED;
        return true;
    }
    if (c >= 0x80) {
        in->head--;
        return give(in, out, INPUT_ESCAPE, 0);
    }
    int code = c >= 0x20 && c < 0x7f ? c : control_key(c);
    if (code == INPUT_NONE) {
        return give(in, out, INPUT_ESCAPE, 0);
    }
    return give(in, out, code, INPUT_ALT);
}

static int letter_key(unsigned char final)
{
    switch (final) {
    case 'A':
        return INPUT_UP;
    case 'B':
        return INPUT_DOWN;
    case 'C':
        return INPUT_RIGHT;
    case 'D':
        return INPUT_LEFT;
    case 'H':
        return INPUT_HOME;
    case 'F':
        return INPUT_END;
    case 'P':
    case 'Q':
    case 'R':
    case 'S':
        return INPUT_F1 + (final - 'P');
    case 'M':
        return INPUT_ENTER;
    case 'Z':
        return INPUT_BACK_TAB;
    default:
        return INPUT_NONE;
    }
}

static int number_key(int number)
{
    static const struct {
        int number, code;
    } keys[] = {
        {1, INPUT_HOME},    {2, INPUT_INSERT},    {3, INPUT_DELETE},   {4, INPUT_END},
        {5, INPUT_PAGE_UP}, {6, INPUT_PAGE_DOWN}, {7, INPUT_HOME},     {8, INPUT_END},
        {11, INPUT_F1},     {12, INPUT_F2},       {13, INPUT_F1 + 2},  {14, INPUT_F1 + 3},
        {15, INPUT_F5},     {17, INPUT_F1 + 5},   {18, INPUT_F1 + 6},  {19, INPUT_F1 + 7},
        {20, INPUT_F1 + 8}, {21, INPUT_F1 + 9},   {23, INPUT_F1 + 10}, {24, INPUT_F12},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].number == number) {
            return keys[i].code;
        }
    }
    return INPUT_NONE;
}

/* The two leading numbers of "5;3"; missing ones are 0. Anything else in it makes it unknown. */
static bool parameters(const struct input *in, int numbers[2])
{
    size_t which = 0;
    numbers[0] = numbers[1] = 0;
    for (size_t i = 0; i < in->sequence_len; i++) {
        char c = in->sequence[i];
        if (c == ';' && which == 0) {
            which = 1;
        } else if (c >= '0' && c <= '9' && numbers[which] < 1000) {
            numbers[which] = numbers[which] * 10 + (c - '0');
        } else {
            return false;
        }
    }
    return true;
}

static bool sequence(struct input *in, unsigned char c, struct key *out)
{
    if (c == '[' && in->sequence_len == 0) {
        in->state = LINUX;
        return false;
    }
    if (c < 0x20 || c >= 0x7f) { /* broken off */
        in->head--;
        in->state = GROUND;
        return false;
    }
    if (c < 0x40) {
        if (in->sequence_len < sizeof in->sequence) {
            in->sequence[in->sequence_len++] = (char)c;
        } else {
            in->sequence[0] = '?'; /* too long to be any we know; swallowed to its end */
        }
        return false;
    }
    in->state = GROUND;
    int n[2];
    if (!parameters(in, n)) {
        return false;
    }
    if (c == '~' && n[0] == 200) {
        in->state = PASTING;
        in->marker_at = 0;
        in->paste_cut = false;
        buf_clear(&in->paste);
        return false;
    }
    int code = c == '~' ? number_key(n[0]) : letter_key(c);
    if (code == INPUT_NONE || c == 'M') {
        return false;
    }
    unsigned modifiers = n[1] > 1 ? (unsigned)(n[1] - 1) & 7u : 0;
    return give(in, out, code, modifiers);
}

static bool shift_three(struct input *in, unsigned char c, struct key *out)
{
    if (c >= '0' && c <= '9') { /* some send ESC O 5 A for Ctrl */
        return false;
    }
    in->state = GROUND;
    if (c < 0x20 || c >= 0x7f) {
        in->head--;
        return false;
    }
    if (c >= 'j' && c <= 'y') { /* the number pad in application mode */
        return give(in, out, c - 'j' + '*', 0);
    }
    int code = letter_key(c);
    return code != INPUT_NONE && give(in, out, code, 0);
}

/* Keep everything until the literal end marker. A marker that does not complete is text. */
static bool pasting(struct input *in, unsigned char c, struct key *out)
{
    if ((char)c == paste_end[in->marker_at]) {
        if (++in->marker_at == PASTE_END_LENGTH) {
            return give(in, out, INPUT_PASTE, 0);
        }
        return false;
    }
    size_t held = in->marker_at;
    in->marker_at = 0;
    if (held + 1 > INPUT_PASTE_MAX - in->paste.len) {
        in->paste_cut = true;
    } else {
        buf_append(&in->paste, paste_end, held);
    }
    if (c == 27) {
        in->marker_at = 1;
    } else if (!in->paste_cut) {
        buf_push(&in->paste, (char)c);
    }
    return false;
}

static bool step(struct input *in, unsigned char c, struct key *out)
{
    switch ((enum state)in->state) {
    case GROUND:
        return ground(in, c, out);
    case CHARACTER:
        return character(in, c, out);
    case ESCAPED:
        return escaped(in, c, out);
    case SEQUENCE:
        return sequence(in, c, out);
    case LINUX:
        in->state = GROUND;
        return c >= 'A' && c <= 'E' && give(in, out, INPUT_F1 + (c - 'A'), 0);
    case SHIFT_THREE:
        return shift_three(in, c, out);
    case LATE:
        if (c == '[' || c == 'O') {
            in->sequence[0] = (char)c;
            in->state = LATE_OPEN;
            return false;
        }
        return ground(in, c, out);
    case LATE_OPEN:
        if (in->sequence[0] == '[' && c >= 0x20 && c < 0x40) {
            in->state = SWALLOW;
            return false;
        }
        if (letter_key(c) != INPUT_NONE) {
            in->state = GROUND;
            return false;
        }
        in->head--;
        return give(in, out, in->sequence[0], 0);
    case SWALLOW:
        if (c < 0x20 || c >= 0x40) {
            in->state = GROUND;
        }
        return false;
    case PASTING:
        return pasting(in, c, out);
    }
    return false;
}

bool input_next(struct input *in, struct key *out)
{
    *out = (struct key){0};
    while (in->head < in->tail) {
        size_t at = in->head++;
        unsigned char c = in->queue[at];
        bool whole = step(in, c, out);
        if (in->head > at) {
            in->queue[at] = 0;
        }
        if (whole) {
            return true;
        }
    }
    return false;
}

int input_wait(const struct input *in, int escape_delay)
{
    switch ((enum state)in->state) {
    case ESCAPED:
    case LATE_OPEN:
        return escape_delay;
    case LATE:
        return 500;
    case SEQUENCE:
    case SHIFT_THREE:
    case LINUX:
    case SWALLOW:
        return 1000;
    default:
        return -1;
    }
}

bool input_paused(struct input *in, struct key *out)
{
    *out = (struct key){0};
    switch ((enum state)in->state) {
    case ESCAPED:
        (void)give(in, out, INPUT_ESCAPE, 0);
        in->state = LATE;
        return true;
    case LATE_OPEN:
        return give(in, out, in->sequence[0], 0);
    case LATE:
    case SEQUENCE:
    case SHIFT_THREE:
    case LINUX:
    case SWALLOW:
        in->state = GROUND;
        return false;
    default:
        return false;
    }
}

void input_name(struct buf *out, int code)
{
    static const struct {
        int code;
        const char *name;
    } names[] = {
        {INPUT_ENTER, "Enter"},
        {INPUT_TAB, "Tab"},
        {INPUT_BACK_TAB, "Shift-Tab"},
        {INPUT_ESCAPE, "Esc"},
        {INPUT_BACKSPACE, "Backspace"},
        {INPUT_DELETE, "Delete"},
        {INPUT_INSERT, "Insert"},
        {INPUT_UP, "Up"},
        {INPUT_DOWN, "Down"},
        {INPUT_LEFT, "Left"},
        {INPUT_RIGHT, "Right"},
        {INPUT_HOME, "Home"},
        {INPUT_END, "End"},
        {INPUT_PAGE_UP, "PgUp"},
        {INPUT_PAGE_DOWN, "PgDn"},
        {' ', "Space"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].code == code) {
            buf_add(out, names[i].name);
            return;
        }
    }
    if (code >= 1 && code <= 26) {
        buf_printf(out, "Ctrl-%c", 'A' + code - 1);
    } else if (code >= INPUT_F1 && code <= INPUT_F12) {
        buf_printf(out, "F%d", code - INPUT_F1 + 1);
    } else if (code > 0x20 && code < 0x7f) {
        buf_push(out, (char)code);
    }
}
