/* SPDX-License-Identifier: GPL-3.0-or-later
 * What others ask a record's page.
 */
#ifndef INWORK_TUI_PAGE_INT_H
#define INWORK_TUI_PAGE_INT_H

struct view;

/* The id of the record a page shows; NULL if the view is no page. */
const char *page_record(const struct view *v);

#endif
