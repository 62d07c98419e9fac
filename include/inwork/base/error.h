/* SPDX-License-Identifier: GPL-3.0-or-later
 * What went wrong, told once, where it happened.
 *
 * A function that can fail returns an int: 0, or the negative of an enum status. It fills the
 * caller's struct error at the source; callers on the way up pass it on unchanged. Anything shown
 * to a person is one sentence saying what happened to what, and a hint saying what to do next.
 */
#ifndef INWORK_BASE_ERROR_H
#define INWORK_BASE_ERROR_H

/* The numbers are the program's exit statuses (sysexits.h, and 1 for "no"). */
enum status {
    STATUS_OK = 0,
    STATUS_NO = 1,           /* the answer is no, or nothing was found */
    STATUS_USAGE = 64,       /* the command line is wrong */
    STATUS_DATA = 65,        /* data refused: the message says what and where */
    STATUS_NO_INPUT = 66,    /* no such file or record */
    STATUS_UNAVAILABLE = 69, /* the remote cannot be reached; work is kept */
    STATUS_SOFTWARE = 70,    /* a mistake of ours */
    STATUS_IO = 74,          /* reading or writing failed, or memory ran out */
    STATUS_BUSY = 75,        /* another process is at it: try again */
    STATUS_REFUSED = 77,     /* wrong passphrase, locked, or signature refused */
    STATUS_DAMAGED = 78,     /* the store is damaged or from a newer version */
};

/* Zero is a valid value and means "no error". Owns nothing. */
struct error {
    enum status status;
    char message[512]; /* one sentence, no full stop, UTF-8 */
    char hint[384];    /* what to do next, or empty */
};

/* Fill `err` (which may be NULL) and return the negative status, so that a caller can write
 * `return error_set(err, STATUS_DATA, "…", …)`. Long messages are cut at a character boundary;
 * control characters are replaced, since parts of a message may come from hostile data. */
int error_set(struct error *err, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Add or replace the hint; keeps the status and returns its negative. */
int error_hint(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* As error_set, with ": strerror(errno)" appended. */
int error_errno(struct error *err, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Memory ran out. */
int error_memory(struct error *err);

/* Back to "no error". */
void error_clear(struct error *err);

/* The analyzer cannot look into error.c from elsewhere: it is told that these never return 0. */
#ifdef __clang_analyzer__
#define error_set(err, status, ...) ((void)error_set(err, status, __VA_ARGS__), -(int)(status))
#define error_hint(...) ((void)error_hint(__VA_ARGS__), -1)
#define error_errno(err, status, ...) ((void)error_errno(err, status, __VA_ARGS__), -(int)(status))
#define error_memory(err) ((void)error_memory(err), -1)
#endif

#endif
