/* SPDX-License-Identifier: GPL-3.0-or-later
 * UTF-8: checking, cleaning at the door, normal form, folding for search and sorting, grapheme
 * clusters and their width on a terminal.
 *
 * Texts are (bytes, length); no function needs a NUL. Everything that enters the program (typing,
 * paste, import, command line) passes utf8_clean once; what lies behind it is valid UTF-8 in NFC.
 * Functions that move through text also accept invalid bytes: each counts as one character.
 */
#ifndef INWORK_BASE_UTF8_H
#define INWORK_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct error;

/* Decode the first code point; the number of bytes it takes, 1 to 4, or 0 if the bytes are not
 * strict UTF-8 there (overlong, surrogate, above U+10FFFF, cut off) or n is 0. */
size_t utf8_decode(uint32_t *out, const char *text, size_t n);
/* Write one code point as 1 to 4 bytes, without a NUL; U+FFFD for what is not a scalar value. */
size_t utf8_encode(char out[4], uint32_t code_point);

/* Strictly valid throughout. U+0000 is valid here. */
bool utf8_valid(const void *bytes, size_t n);
/* How many bytes at the start are valid. */
size_t utf8_valid_length(const void *bytes, size_t n);

/* Append the text in Normalization Form C. STATUS_DATA if it is not valid UTF-8. */
int utf8_nfc(struct buf *out, const char *text, size_t n, struct error *err);
/* Append the text for search and sorting: case folded, accents and other marks taken off, letters
 * that have no decomposition spelled plainly (ł l, ø o, đ d, ß ss, æ ae, …), compatibility forms
 * made ordinary. Invalid bytes become U+FFFD. */
void utf8_fold(struct buf *out, const char *text, size_t n);

/* Clean at the door: append the text in NFC with line ends made \n. STATUS_DATA, saying at which
 * character (and line) and what to do, if it is not valid UTF-8 or has a control character; \n and
 * \t are allowed when `multi_line`. Nothing is appended on failure. */
int utf8_clean(struct buf *out, const char *bytes, size_t n, bool multi_line, struct error *err);
/* For short texts from outside: append with tabs, line ends and runs of spaces made one space, none
 * at either end. The text itself must be clean otherwise: see utf8_clean. */
void utf8_squeeze(struct buf *out, const char *text, size_t n);

/* Extended grapheme clusters (UAX 29). The boundary after, or before, the one at `at`; `at` itself
 * must be a boundary. utf8_next returns n at the end, utf8_previous 0 at the start. \r\n is one. */
size_t utf8_next(const char *text, size_t n, size_t at);
size_t utf8_previous(const char *text, size_t n, size_t at);
/* The largest boundary not after `at`. */
size_t utf8_floor(const char *text, size_t n, size_t at);

/* Columns on a terminal: of the one cluster that `cluster` is, and of a whole text. Counted as
 * curses and most terminals count, code point by code point (an emoji family of three is 6 wide),
 * so that what is drawn and what is computed agree; marks and control characters count 0. */
int utf8_cluster_width(const char *cluster, size_t n);
size_t utf8_width(const char *text, size_t n);
/* Bytes of the longest start of whole clusters that fits into `columns`. */
size_t utf8_fit(const char *text, size_t n, size_t columns);

/* A letter, digit or mark: what a word is made of for word movement. */
bool utf8_is_word(uint32_t code_point);

#endif
