/* SPDX-License-Identifier: GPL-3.0-or-later
 * The functions that SQL of ours may call: how titles compare, and which day so many working days
 * after another is.
 */
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "store_int.h"

#define MOST_WORKING_DAYS 3660
#define MOST_DAYS (MOST_WORKING_DAYS * 3)
#define SATURDAY 5

/* fold(text): how titles and sorted fields compare. */
static void sql_fold(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    (void)count;
    const unsigned char *text = sqlite3_value_text(arguments[0]);
    if (!text)
        return;
    struct buf folded = BUF_ZERO;
    utf8_fold(&folded, (const char *)text, (size_t)sqlite3_value_bytes(arguments[0]));
    if (buf_ok(&folded, NULL) == 0)
        sqlite3_result_text64(context, buf_text(&folded), folded.len, SQLITE_TRANSIENT,
                              SQLITE_UTF8);
    else
        sqlite3_result_error_nomem(context);
    buf_free(&folded);
}

/* working_day(date, n, holidays): the n-th day from Monday to Friday after a date that is not among
 * the holidays, a text of days with spaces between; the date itself for 0. Null for what is no
 * date.
 */
static void sql_working_day(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    (void)count;
    const char *text = (const char *)sqlite3_value_text(arguments[0]);
    int days = sqlite3_value_int(arguments[1]);
    struct date d;
    char out[DATE_SIZE];
    if (!text || !date_parse(&d, text) || days < 0 || days > MOST_WORKING_DAYS)
        return;
    const char *holidays = (const char *)sqlite3_value_text(arguments[2]);
    date_format(out, d);
    for (int beyond = 0; days > 0 && beyond < MOST_DAYS; beyond++) {
        d = date_add_days(d, 1);
        date_format(out, d);
        days -= date_weekday(d) < SATURDAY && !(holidays && strstr(holidays, out));
    }
    sqlite3_result_text64(context, out, strlen(out), SQLITE_TRANSIENT, SQLITE_UTF8);
}

int store_functions(struct store *s, struct error *err)
{
    static const struct {
        const char *name;
        int arguments;
        void (*function)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {{"fold", 1, sql_fold}, {"working_day", 3, sql_working_day}};
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        int result = sqlite3_create_function(s->db, functions[i].name, functions[i].arguments,
                                             flags, NULL, functions[i].function, NULL, NULL);
        if (result != SQLITE_OK)
            return store_sql_error(s, result, "open the store", err);
    }
    return 0;
}
