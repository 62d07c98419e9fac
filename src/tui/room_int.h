/* SPDX-License-Identifier: GPL-3.0-or-later
 * The room that the catalogue's explanations have on the screen. tests/unit/test_catalogue.c holds
 * each of them against it at the design size, so that none is cut there.
 */
#ifndef INWORK_TUI_ROOM_INT_H
#define INWORK_TUI_ROOM_INT_H

#define ROOM_COLUMNS 80 /* the design size */

#define ROOM_HELP_ROWS 2    /* of what a section, a field or a kind is for, at most */
#define ROOM_FORM_EDGE 2    /* columns of the window beside a form's pad */
#define ROOM_SECTION_EDGE 3 /* columns of the pad beside what its section is for */
#define ROOM_FIELD_EDGE 4   /* columns of the window beside what a field is for */
#define ROOM_KIND_EDGE 2    /* columns of the window beside what a kind is for, under a list */

#endif
