/* SPDX-License-Identifier: GPL-3.0-or-later
 * Nothing is deleted: a struck record leaves lists and stays readable, with the reason beside it.
 */
#include "strike_int.h"

#include "inwork/base/error.h"
#include "inwork/model/save.h"
#include "prompt_int.h"
#include "sync_int.h"
#include "ui_int.h"

bool strike_run(struct ui *ui, const char *record, const char *title, bool struck)
{
    struct buf text = BUF_ZERO;
    struct buf why = BUF_ZERO;
    struct buf name = BUF_ZERO;
    struct error err = {0};
    bool done = false;
    ui_name(ui, &name, title);
    buf_printf(&text,
               struck ? "%s comes back into lists. A word on why (may stay empty):"
                      : "%s leaves lists and reports and stays readable in its history. Why?",
               buf_text(&name));
    if (prompt_run(ui, struck ? "Take back the striking" : "Strike this record", buf_text(&text),
                   struck ? "take back" : "strike", &why)) {
        if (save_struck(ui->store, record, !struck, why.len > 0 ? buf_text(&why) : NULL, &err) ==
            0) {
            ui_say(ui, ROLE_GOOD, struck ? "It is back" : "Struck: X takes that back");
            sync_recount(ui);
            done = true;
        } else {
            ui_error(ui, &err);
        }
    }
    buf_free(&text);
    buf_free(&why);
    buf_free(&name);
    return done;
}
