/* SPDX-License-Identifier: GPL-3.0-or-later
 * base/date: arithmetic, what people type, what is shown, moments.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"

/* A Wednesday. */
static const struct date today = {2026, 8, 26};

static void test_strict_form(void **state)
{
    (void)state;
    struct date d = {0};
    assert_true(date_parse(&d, "2024-02-29"));
    assert_int_equal(d.year * 10000 + d.month * 100 + d.day, 20240229);
    static const char *const bad[] = {"",           "2023-02-29",  "2024-13-01",  "2024-00-10",
                                      "2024-1-01",  "24-01-01",    "2024-01-00",  "2024-01-32",
                                      "2024/01/01", "2024-01-01 ", " 2024-01-01", "2024-01-0a",
                                      "1900-02-29", "0000-01-01",  "+024-01-01"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(date_parse(&d, bad[i]));
    char text[DATE_SIZE];
    date_format(text, (struct date){33, 4, 5});
    assert_string_equal(text, "0033-04-05");
    date_format(text, (struct date){2023, 2, 29});
    assert_string_equal(text, "");
}

static void test_every_day_of_ten_thousand_years(void **state)
{
    (void)state;
    struct date d = {1, 1, 1};
    int32_t days = date_days(d);
    assert_int_equal(days, -719162);
    assert_int_equal(date_weekday(d), 0);
    int weekday = 0;
    for (;; days++, weekday = (weekday + 1) % 7) {
        struct date back = date_from_days(days);
        if (!date_valid(back) || date_days(back) != days || date_weekday(back) != weekday ||
            (days > -719162 && date_compare(d, back) >= 0))
            fail_msg("day %d", (int)days);
        d = back;
        if (d.year == 9999 && d.month == 12 && d.day == 31)
            break;
    }
    assert_int_equal(days, 2932896);
    assert_int_equal(date_days((struct date){1970, 1, 1}), 0);
    assert_int_equal(date_days((struct date){2000, 3, 1}), 11017);
    assert_int_equal(date_compare(date_add_days(d, 1), d), 0);
}

static void expect_months(const char *from, int months, const char *to)
{
    struct date d = {0};
    char text[DATE_SIZE];
    assert_true(date_parse(&d, from));
    date_format(text, date_add_months(d, months));
    assert_string_equal(text, to);
}

static void test_months(void **state)
{
    (void)state;
    expect_months("2026-01-31", 1, "2026-02-28");
    expect_months("2024-01-31", 1, "2024-02-29");
    expect_months("2026-11-30", 3, "2027-02-28");
    expect_months("2026-03-31", -1, "2026-02-28");
    expect_months("2026-01-15", -1, "2025-12-15");
    expect_months("2024-02-29", 12, "2025-02-28");
    expect_months("9999-06-01", 12, "9999-12-31");
    expect_months("0001-06-01", -12, "0001-01-01");
}

static void expect(const char *typed, const char *date)
{
    struct date d = {0};
    struct error err = {0};
    char text[DATE_SIZE];
    if (date_parse_words(&d, typed, today, &err) != 0)
        fail_msg("%s: %s", typed, err.message);
    date_format(text, d);
    if (strcmp(text, date) != 0)
        fail_msg("%s gave %s, not %s", typed, text, date);
}

static void test_typed_dates(void **state)
{
    (void)state;
    expect("2026-12-25", "2026-12-25");
    expect("25/12", "2026-12-25");
    expect("25/12/2027", "2027-12-25");
    expect("1/2/2026", "2026-02-01"); /* day first */
    expect("25.12.2026", "2026-12-25");
    expect("25-12-2026", "2026-12-25");
    expect("25 dec", "2026-12-25");
    expect("25dec", "2026-12-25");
    expect("  25 December 2026 ", "2026-12-25");
    expect("25th Dec, 2026", "2026-12-25");
    expect("1st jan", "2026-01-01");
    expect("22ND Sept 2026", "2026-09-22");
    expect("13th May 2026", "2026-05-13");
    expect("Dec 25", "2026-12-25");
    expect("December 25th, 2026", "2026-12-25");
    expect("25-dec-2026", "2026-12-25");
    expect("Fri 25 Dec 2026", "2026-12-25");
    expect("Friday, 25 Dec 2026", "2026-12-25");
    expect("today", "2026-08-26");
    expect("Tomorrow", "2026-08-27");
    expect("YESTERDAY", "2026-08-25");
    expect("thu", "2026-08-27");
    expect("thurs", "2026-08-27");
    expect("Tuesday", "2026-09-01");
    expect("wed", "2026-09-02"); /* today's own weekday is a week on */
    expect("weds", "2026-09-02");
    expect("sun", "2026-08-30");
    expect("+3d", "2026-08-29");
    expect("-1d", "2026-08-25");
    expect("+2w", "2026-09-09");
    expect("-1W", "2026-08-19");
    expect("+1m", "2026-09-26");
    expect("+6m", "2027-02-26");
    expect("+1y", "2027-08-26");
    expect("may 5", "2026-05-05");
    expect("29/2/2024", "2024-02-29");
    expect("last fri", "2026-08-21");
    expect("Last Monday", "2026-08-24");
    expect("last wed", "2026-08-19"); /* never today */
    expect("last thurs", "2026-08-20");
    expect("3 days ago", "2026-08-23");
    expect("1 day ago", "2026-08-25");
    expect("a week ago", "2026-08-19");
    expect("2 weeks ago", "2026-08-12");
    expect("5 months ago", "2026-03-26");
    expect("in 12 days", "2026-09-07");
    expect("in a month", "2026-09-26");
    expect("In 2 Years", "2028-08-26");
}

static void test_refused_dates(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        " ",
        "25",
        "12/25",
        "25/12/26",
        "25 12",
        "25 12 2026",
        "25/12-2026",
        "25//12",
        "/25/12",
        "25/12/",
        "25 de",
        "next week",
        "last",
        "last week",
        "last 25 dec",
        "last-fri",
        "fri last",
        "days ago",
        "3 ago",
        "3 days",
        "-3 days ago",
        "12345 days ago",
        "in days",
        "in 3 days ago",
        "3 dayss ago",
        "in 2 fortnights",
        "mo",
        "mond4y",
        "+3",
        "+d",
        "3d",
        "+3x",
        "+99999d",
        "25 dec 26",
        "dec",
        "dec 2026",
        "2026",
        "25 dec dec",
        "32/1",
        "0/1",
        "1/0",
        "12st dec",
        "21th dec",
        "Mon 25 Dec 2026",
        "25/12/0026",
        "25/12/9999",
        "0026-12-25",
        "2026-13-01",
        "2026-02-30",
        "tomorrow tomorrow",
        "25 dec 2026 10:00",
        "25\n12",
        "\xC3\xA9t\xC3\xA9",
        "25/12/2026/1",
        "today's a very long text that nobody would ever type into a field for dates",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct date d = today;
        struct error err = {0};
        if (date_parse_words(&d, bad[i], today, &err) != -STATUS_DATA)
            fail_msg("not refused: %s", bad[i]);
        assert_int_equal(date_compare(d, today), 0);
        assert_true(err.hint[0] != '\0');
    }
    struct date d;
    struct error err = {0};
    assert_int_equal(date_parse_words(&d, "29 feb", today, &err), -STATUS_DATA);
    assert_string_equal(err.message, "there is no 29 February 2026");
}

static void expect_described(const char *date, const char *described)
{
    struct date d = {0};
    struct buf b = BUF_ZERO;
    assert_true(date_parse(&d, date));
    date_describe(&b, d, today);
    assert_string_equal(buf_text(&b), described);
    /* What is shown can be typed back. */
    struct date back = {0};
    *strchr(b.data, ',') = '\0';
    assert_int_equal(date_parse_words(&back, b.data, today, NULL), 0);
    assert_int_equal(date_compare(back, d), 0);
    buf_free(&b);
}

static void test_described(void **state)
{
    (void)state;
    expect_described("2026-08-26", "Wed 26 Aug 2026, today");
    expect_described("2026-08-27", "Thu 27 Aug 2026, tomorrow");
    expect_described("2026-08-25", "Tue 25 Aug 2026, yesterday");
    expect_described("2026-09-07", "Mon 7 Sep 2026, in 12 days");
    expect_described("2026-08-06", "Thu 6 Aug 2026, 20 days ago");
    expect_described("2026-09-26", "Sat 26 Sep 2026, in 1 month");
    expect_described("2026-11-25", "Wed 25 Nov 2026, in 2 months");
    expect_described("2025-08-26", "Tue 26 Aug 2025, 12 months ago");
    expect_described("2024-08-26", "Mon 26 Aug 2024, 2 years ago");
    expect_described("1990-01-01", "Mon 1 Jan 1990, 36 years ago");
}

static void test_time_of_day(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *time;
    } good[] = {{"9:30", "09:30"},    {"09:30", "09:30"},    {"9.30am", "09:30"},
                {"9.30 PM", "21:30"}, {"2pm", "14:00"},      {"14:00", "14:00"},
                {"0930", "09:30"},    {"12am", "00:00"},     {"12 pm", "12:00"},
                {"noon", "12:00"},    {"Midnight", "00:00"}, {" 0:05 ", "00:05"},
                {"23:59", "23:59"},   {"11 a.m.", "11:00"}};
    char text[TIME_SIZE];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_int_equal(time_of_day_parse(text, good[i].typed, NULL), 0);
        assert_string_equal(text, good[i].time);
    }
    static const char *const bad[] = {"",     "9",   "24:00", "9:60",  "9:5",   "13pm",
                                      "0am",  "930", "9:300", "9:30x", "-9:30", "12:30:00",
                                      "9 30", "25",  "a",     "9:",    ":30",   "99999"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error err = {0};
        if (time_of_day_parse(text, bad[i], &err) != -STATUS_DATA || err.hint[0] == '\0')
            fail_msg("not refused: %s", bad[i]);
    }
    assert_true(time_of_day_valid("09:30"));
    assert_false(time_of_day_valid("9:30") || time_of_day_valid("24:00") ||
                 time_of_day_valid("9.30a") || time_of_day_valid("0930 "));
}

static void expect_moment(const char *text, int64_t seconds)
{
    int64_t found = 0;
    if (!time_parse_rfc3339(&found, text) || found != seconds)
        fail_msg("%s gave %lld", text, (long long)found);
}

static void test_moments(void **state)
{
    (void)state;
    assert_int_equal(setenv("TZ", "Europe/London", 1), 0);
    tzset();
    struct buf b = BUF_ZERO;
    time_rfc3339(&b, 1788786189);
    assert_string_equal(buf_text(&b), "2026-09-07T14:03:09+01:00");
    expect_moment(buf_text(&b), 1788786189);
    buf_clear(&b);
    time_rfc3339(&b, 0);
    assert_string_equal(buf_text(&b), "1970-01-01T01:00:00+01:00"); /* British Standard Time */
    buf_clear(&b);
    time_describe(&b, 1788786189);
    assert_string_equal(buf_text(&b), "7 Sep 2026, 14:03");
    struct date d = date_of_moment(1788735600); /* midnight in London, still the 6th in UTC */
    assert_int_equal(d.day, 7);
    d = date_of_moment(1788735599);
    assert_int_equal(d.day, 6);
    assert_int_equal(date_begins((struct date){2026, 9, 7}), 1788735600);
    assert_int_equal(setenv("TZ", "America/St_Johns", 1), 0);
    tzset();
    buf_clear(&b);
    time_rfc3339(&b, 1768000000);
    assert_string_equal(buf_text(&b), "2026-01-09T19:36:40-03:30");
    buf_free(&b);
    expect_moment("1970-01-01T00:00:00Z", 0);
    expect_moment("1970-01-01 00:00:00.123z", 0);
    expect_moment("2026-09-07T14:03:09.5+01:00", 1788786189);
    expect_moment("0001-01-01T00:00:00Z", -INT64_C(62135596800));
    int64_t found = 0;
    static const char *const bad[] = {"",
                                      "2026-09-07",
                                      "2026-09-07T14:03:09",
                                      "2026-09-07T14:03:09+0100",
                                      "2026-09-07T24:03:09Z",
                                      "2026-09-31T14:03:09Z",
                                      "2026-09-07T14:03:09Z ",
                                      "2026-09-07x14:03:09Z"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(time_parse_rfc3339(&found, bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strict_form),
        cmocka_unit_test(test_every_day_of_ten_thousand_years),
        cmocka_unit_test(test_months),
        cmocka_unit_test(test_typed_dates),
        cmocka_unit_test(test_refused_dates),
        cmocka_unit_test(test_described),
        cmocka_unit_test(test_time_of_day),
        cmocka_unit_test(test_moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
