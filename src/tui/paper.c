/* SPDX-License-Identifier: GPL-3.0-or-later
 * The blank form of a kind on the screen, as `inwork form` prints it.
 */
#include "inwork/base/error.h"
#include "inwork/report/blank.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"
#include "reader_int.h"
#include "screens_int.h"
#include "ui_int.h"

void paper_run(struct ui *ui, const struct catalogue_kind *kind)
{
    if (kind == NULL) {
        ui_say(ui, ROLE_WARNING, "This program does not know that kind of record");
        return;
    }
    struct error err = {0};
    struct buf text = BUF_ZERO;
    struct buf title = BUF_ZERO;
    int width = COLS - 6 < BLANK_WIDTH ? COLS - 6 : BLANK_WIDTH;
    buf_printf(&title, "On paper: inwork form %s | lp", kind->name);
    if (blank_form(&text, store_catalogue(ui->store), kind, width, ui->style.plain, &err) == 0) {
        reader_run(ui, buf_text(&title), buf_text(&text));
    } else {
        ui_error(ui, &err);
    }
    buf_free(&title);
    buf_free(&text);
}
