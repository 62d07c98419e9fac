/* SPDX-License-Identifier: GPL-3.0-or-later
 * In which compartment a record is written (doc/FORMAT.md, "Devices and keys").
 */
#ifndef INWORK_STORE_COMPARTMENT_INT_H
#define INWORK_STORE_COMPARTMENT_INT_H

struct buf;
struct change;
struct error;
struct store;

/* Append the compartment that a change is written in: that of its kind, or of the record already
 * held, or the supervision of the member it names. STATUS_DATA: no such kind; a supervision record
 * that names nobody, or is to go from one person to another. */
int compartment_of(struct store *s, const struct change *c, struct buf *out, struct error *err);

#endif
