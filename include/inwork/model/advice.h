/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is worth saying to the person who has just saved a record. Never a refusal.
 */
#ifndef INWORK_MODEL_ADVICE_H
#define INWORK_MODEL_ADVICE_H

struct buf;
struct error;
struct store;

/* Append sentences, each on a line of its own; nothing where there is nothing to say. A concern of
 * which nobody was told yet; a share for safety without its ground, or a stage set by hand without
 * its reason; a recipient (info_share, referral_out) whom no consent names, or no longer; something
 * told to an employer that the personal information plan does not agree to; a disclosure talk that
 * decided otherwise than the plan says; a story told in public without a consent to that; contact
 * with family of which no supporter has a permission. Sources: breaking confidentiality for safety;
 * revisiting consent when an agency is new. */
int save_advice(struct buf *out, struct store *s, const char *record, struct error *err);

#endif
