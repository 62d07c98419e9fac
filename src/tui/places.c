/* SPDX-License-Identifier: GPL-3.0-or-later
 * The places one can be in; everything else is opened from them.
 */
#include "screens_int.h"
#include "ui_int.h"

void ui_go(struct ui *ui, enum ui_place place)
{
    struct view *v = NULL;
    if (!ui_keep(ui)) {
        return;
    }
    switch (place) {
    case UI_CLIENTS:
        v = browse_new(ui, "client");
        break;
    case UI_EMPLOYERS:
        v = browse_new(ui, "employer");
        break;
    case UI_TEAM:
        v = team_new(ui);
        break;
    case UI_MORE:
        v = more_new(ui);
        break;
    default:
        v = today_new(ui);
        place = UI_TODAY;
        break;
    }
    if (v == NULL) {
        return;
    }
    ui_clear(ui);
    ui->place = place;
    ui_push(ui, v);
}
