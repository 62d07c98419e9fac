/* SPDX-License-Identifier: GPL-3.0-or-later
 * From the bytes a terminal sends to the keys a person pressed.
 *
 * Pure: no terminal, no clock. Bytes go in as they come, in pieces of any size; keys come out, the
 * same for every way of cutting the pieces. What waits on a pause (was that Esc, or the start of an
 * arrow key?) is decided by the caller's clock through input_wait and input_paused.
 *
 * Why not curses' own reading: with a short escape delay it types split arrow keys into the record
 * and can stay in paste mode for ever; with split UTF-8 it loses characters (measured on 6.4).
 */
#ifndef INWORK_TUI_INPUT_INT_H
#define INWORK_TUI_INPUT_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/buf.h"

/* A key's code is: 1 to 26, Ctrl and a letter (but Enter, Tab and Backspace have names); 0x20 to
 * 0x10FFFF, that character; above, one of these. */
enum input_code {
    INPUT_NONE = 0,
    INPUT_ENTER = 0x110000,
    INPUT_TAB,
    INPUT_BACK_TAB,
    INPUT_ESCAPE,
    INPUT_BACKSPACE,
    INPUT_DELETE,
    INPUT_INSERT,
    INPUT_UP,
    INPUT_DOWN,
    INPUT_LEFT,
    INPUT_RIGHT,
    INPUT_HOME,
    INPUT_END,
    INPUT_PAGE_UP,
    INPUT_PAGE_DOWN,
    INPUT_PASTE,   /* the text is in input->paste until the next input_next */
    INPUT_INVALID, /* bytes that are no UTF-8 */
    INPUT_F1 = 0x110100,
    INPUT_F2,
    INPUT_F5 = INPUT_F1 + 4,
    INPUT_F12 = INPUT_F1 + 11,
};
#define INPUT_CONTROL(letter) ((letter) - 'a' + 1)

enum input_modifier { INPUT_SHIFT = 1, INPUT_ALT = 2, INPUT_CTRL = 4 };

struct key {
    int code;
    unsigned modifiers;
    char text[5]; /* the character as UTF-8, for codes that are one */
};

#define INPUT_PASTE_MAX (512u * 1024u)
#define INPUT_QUEUE 4096u

/* Zero is a valid start. Lives in locked memory, since passphrases pass through; what was read is
 * wiped behind it. */
struct input {
    unsigned char queue[INPUT_QUEUE];
    size_t head, tail;
    int state;
    char sequence[32]; /* parameters of an escape sequence */
    size_t sequence_len;
    char character[4]; /* a UTF-8 character begun */
    size_t character_len, character_want;
    size_t marker_at; /* bytes of the end-of-paste marker seen */
    struct buf paste;
    bool paste_cut; /* the paste was longer than INPUT_PASTE_MAX */
};
void input_clear(struct input *in);

/* Where to read new bytes to, and how many fit; then say how many came. */
unsigned char *input_room(struct input *in, size_t *room);
void input_came(struct input *in, size_t n);
/* The next whole key; false when more bytes or a pause are needed. */
bool input_next(struct input *in, struct key *out);
/* Milliseconds of silence after which input_paused decides, or -1 when nothing is open. */
int input_wait(const struct input *in, int escape_delay);
/* Nothing came for that long: what is open is decided. False when nothing comes of it. */
bool input_paused(struct input *in, struct key *out);

/* The key's name for hints and help: "Ctrl-S", "Enter", "n". Appended. */
void input_name(struct buf *out, int code);

#endif
