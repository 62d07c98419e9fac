/* SPDX-License-Identifier: GPL-3.0-or-later
 * OSC 52: the text goes as base64, so that nothing in it can end the sequence.
 */
#include "clipboard_int.h"

#include <stdbool.h>
#include <stdint.h>

#include "inwork/base/buf.h"
#include "inwork/base/encode.h"
#include "inwork/base/utf8.h"
#include "terminal_int.h"

void clipboard_put(struct terminal *t, const char *text, size_t n)
{
    struct buf clean = BUF_ZERO;
    struct buf out = BUF_ZERO;
    for (size_t at = 0; at < n;) {
        uint32_t code = 0;
        size_t used = utf8_decode(&code, text + at, n - at);
        bool control = used == 0 || code < 0x20 || (code >= 0x7F && code < 0xA0);
        if (!control || code == '\n') {
            buf_append(&clean, text + at, used);
        }
        at += used > 0 ? used : 1;
    }
    buf_add(&out, "\033]52;c;");
    buf_add_base64(&out, buf_text(&clean), clean.len);
    buf_add(&out, "\a");
    if (!clean.failed && !out.failed) {
        terminal_send(t, buf_text(&out), out.len);
    }
    buf_free_wiped(&clean);
    buf_free_wiped(&out);
}
