/* SPDX-License-Identifier: GPL-3.0-or-later
 * One SQL view a kind, made when a query first asks for it: opening stays quick, and a replaced
 * catalogue leaves no old view behind.
 */
#ifndef INWORK_STORE_VIEW_INT_H
#define INWORK_STORE_VIEW_INT_H

#include <stdbool.h>

struct error;
struct store;

/* Make the temporary views that a query's text names in a line "-- views: client note". Columns:
 * id, _seq (its row in table record), title, struck (0 or 1), then the kind's fields by name, each
 * with its (lowest) current value; only those that a query in schema/query has among its words. A
 * colleague is named by the id that their record shows under. */
int store_views_for(struct store *s, const char *sql, struct error *err);
/* Whether the catalogue has all of them. */
bool store_views_known(struct store *s, const char *sql);

#endif
