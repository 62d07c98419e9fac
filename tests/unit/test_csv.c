/* SPDX-License-Identifier: GPL-3.0-or-later
 * base/csv: encodings, quotes, refusals with their line, plain lines, writing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/csv.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"

/* All rows as text: cells in <>, each row begun with its line. */
static void show(struct buf *out, struct csv *c, bool lines)
{
    struct csv_row row;
    struct error err = {0};
    int status;
    while ((status = lines ? csv_next_line(&row, c) : csv_next(&row, c, &err)) > 0) {
        buf_printf(out, "%zu", row.line);
        for (size_t i = 0; i < row.count; i++) {
            buf_push(out, '<');
            buf_append(out, row.cells[i].text, row.cells[i].length);
            buf_push(out, '>');
        }
    }
    if (status < 0)
        buf_printf(out, "!%s", err.message);
}

static void expect_bytes(const char *bytes, size_t n, const char *encoding, const char *rows)
{
    struct csv *c = NULL;
    struct error err = {0};
    if (csv_open(&c, bytes, n, &err) != 0)
        fail_msg("refused: %s", err.message);
    assert_string_equal(csv_encoding(c), encoding);
    struct buf b = BUF_ZERO;
    show(&b, c, false);
    assert_string_equal(buf_text(&b), rows);
    /* Once more from the start: reading has no memory. */
    struct buf again = BUF_ZERO;
    csv_rewind(c);
    show(&again, c, false);
    assert_string_equal(buf_text(&again), rows);
    buf_free(&again);
    buf_free(&b);
    csv_close(c);
}

static void expect(const char *text, const char *rows)
{
    expect_bytes(text, strlen(text), "UTF-8", rows);
}

static void expect_lines(const char *text, const char *rows)
{
    struct csv *c = NULL;
    assert_int_equal(csv_open(&c, text, strlen(text), NULL), 0);
    struct buf b = BUF_ZERO;
    show(&b, c, true);
    assert_string_equal(buf_text(&b), rows);
    buf_free(&b);
    csv_close(c);
}

static void expect_unopened(const char *bytes, size_t n, const char *message)
{
    struct csv *c = NULL;
    struct error err = {0};
    assert_int_equal(csv_open(&c, bytes, n, &err), -STATUS_DATA);
    assert_string_equal(err.message, message);
    assert_true(err.hint[0] != '\0');
    assert_null(c);
}

static void test_rows(void **state)
{
    (void)state;
    expect("", "");
    expect("\n\r\n\n", "");
    expect("name,phone\nAcme,01632 960001\n", "1<name><phone>2<Acme><01632 960001>");
    expect("a,b\r\n1,2", "1<a><b>2<1><2>");
    expect("a,b\n,\n\n,x\n", "1<a><b>2<><>4<><x>");
    expect("a,b\rone,two\rthree,four", "1<a><b>2<one><two>3<three><four>");
    expect("a\nstray \r inside\n", "1<a>2<stray \r inside>");
    expect("a,\n", "1<a><>");
    expect(" a , b \n", "1< a >< b >");
}

static void test_quotes(void **state)
{
    (void)state;
    expect("name,note\n\"Acme, Ltd\",\"said \"\"no\"\"\nthen \"\"yes\"\"\"\nB,c\n",
           "1<name><note>2<Acme, Ltd><said \"no\"\nthen \"yes\">4<B><c>");
    expect("\"\",\"\"\"\"\n\"a\r\nb\",c", "1<><\">2<a\r\nb><c>");
    expect("a,b\n\"x\"\"1\",\"y\"\"2\"\n\"x\"\"3\",\"y\"\"4\"\n",
           "1<a><b>2<x\"1><y\"2>3<x\"3><y\"4>");
}

static void test_broken_quotes_are_refused_by_line(void **state)
{
    (void)state;
    expect("a,b\n1,\"never closed\n2,3\n", "1<a><b>!line 2: a quote is never closed");
    expect("a,b\n1,\"x\"y\n", "1<a><b>!line 2: text after a closing quote");
    expect("a,b\n\n1,x\"y\"\n", "1<a><b>!line 3: a quote inside a cell that is not quoted");
    expect("a,b\n1, \"x, y\"\n", "1<a><b>!line 2: a quote inside a cell that is not quoted");
    expect("a\n\"x\n\n\"\"", "1<a>!line 2: a quote is never closed");
    expect("\"", "!line 1: a quote is never closed");
    struct csv *c = NULL;
    size_t rows = 0;
    const char *good = "a\n\"1\n2\"\n3\n";
    assert_int_equal(csv_open(&c, good, strlen(good), NULL), 0);
    assert_int_equal(csv_check(&rows, c, NULL), 0);
    assert_int_equal(rows, 3);
    csv_close(c);
    const char *bad = "a\nb\n\"c";
    assert_int_equal(csv_open(&c, bad, strlen(bad), NULL), 0);
    assert_int_equal(csv_check(&rows, c, NULL), -STATUS_DATA);
    csv_close(c);
}

static void test_separators(void **state)
{
    (void)state;
    expect("a;b,c;d\n1;2,3;4\n", "1<a><b,c><d>2<1><2,3><4>");
    expect("a\tb\n1,5\t2\n", "1<a><b>2<1,5><2>");
    expect("\"x;y;z\",b\n1,2\n", "1<x;y;z><b>2<1><2>");
    expect("name\nSmith; Sons, Ltd\n", "1<name>2<Smith; Sons>< Ltd>");
    struct csv *c = NULL;
    assert_int_equal(csv_open(&c, "a;b\n", 4, NULL), 0);
    assert_int_equal(csv_separator(c), ';');
    csv_close(c);
}

static void test_encodings(void **state)
{
    (void)state;
    expect_bytes("\xEF\xBB\xBFname\ncaf\xC3\xA9\n", 14, "UTF-8", "1<name>2<café>");
    expect_bytes("name\ncaf\xE9 \x80 \x92\x81\n", 15, "Windows-1252",
                 "1<name>2<café € ’\xEF\xBF\xBD>");
    expect_bytes("\xEF\xBB\xBFname\ncaf\xE9\n", 13, "Windows-1252", "1<name>2<café>");
    expect_bytes("na\xC3\xAFve\ncaf\xE9\n", 12, "UTF-8 and Windows-1252", "1<naïve>2<café>");
    static const char little[] = "\xFF\xFEn\0,\0\xE9\0\r\0\n\0\x3D\xD8\x42\xDE,\0\x3D\xD8";
    expect_bytes(little, sizeof little - 1, "UTF-16", "1<n><é>2<🙂><\xEF\xBF\xBD>");
    static const char big[] = "\xFE\xFF\0n\0,\0\xE9\0\n\x30\x42\0,\0x";
    expect_bytes(big, sizeof big - 1, "UTF-16", "1<n><é>2<あ><x>");
    expect_bytes("\xFF\xFE", 2, "UTF-16", "");
    /* Damage that is already in the text stays as it is. */
    expect_bytes("caf\xC3\x83\xC2\xA9\xEF\xBF\xBD\n", 11, "UTF-8", "1<cafÃ©\xEF\xBF\xBD>");
}

static void test_what_is_not_text_is_refused(void **state)
{
    (void)state;
    expect_unopened("a,b\nx\0y\n", 8, "line 2: a NUL character; this is not a text file");
    expect_unopened("\xFF\xFEn\0\0\0", 6, "line 1: a NUL character; this is not a text file");
    expect_unopened("n\0a\0m\0e\0", 8, "line 1: a NUL character; this is not a text file");
    expect_unopened("\xFF\xFEn", 3, "the file ends in half a UTF-16 character");
}

static void test_long_lines_are_refused(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    buf_add(&b, "name\nfirst\n");
    size_t before = b.len;
    for (size_t i = 0; i < 10u * 1024 * 1024; i++)
        buf_push(&b, 'x');
    expect_unopened(b.data, b.len, "line 3: longer than 1 MiB");
    b.len = before + CSV_LINE_MAX;
    struct csv *c = NULL;
    size_t rows = 0;
    assert_int_equal(csv_open(&c, b.data, b.len, NULL), 0);
    assert_int_equal(csv_check(&rows, c, NULL), 0);
    assert_int_equal(rows, 3);
    csv_close(c);
    /* Short lines that a quote joins into one long row. */
    buf_clear(&b);
    buf_add(&b, "name\n\"");
    for (size_t i = 0; i < 300000; i++)
        buf_add(&b, "short\n");
    buf_add(&b, "\"\n");
    struct error err = {0};
    assert_int_equal(csv_open(&c, b.data, b.len, NULL), 0);
    assert_int_equal(csv_check(&rows, c, &err), -STATUS_DATA);
    assert_string_equal(err.message, "line 2: a quote is never closed");
    csv_close(c);
    buf_clear(&b);
    for (size_t i = 0; i < 5000; i++)
        buf_push(&b, ',');
    assert_int_equal(csv_open(&c, b.data, b.len, NULL), 0);
    assert_int_equal(csv_check(&rows, c, &err), -STATUS_DATA);
    assert_string_equal(err.message, "line 1: more than 4,096 cells");
    csv_close(c);
    buf_free(&b);
}

static void test_a_row_full_of_doubled_quotes(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    for (int i = 0; i < 1000; i++)
        buf_add(&b, i ? ",\"\"\"x\"\"\"" : "\"\"\"x\"\"\"");
    struct csv *c = NULL;
    struct csv_row row;
    assert_int_equal(csv_open(&c, b.data, b.len, NULL), 0);
    assert_int_equal(csv_next(&row, c, NULL), 1);
    assert_int_equal(row.count, 1000);
    for (size_t i = 0; i < row.count; i++) {
        assert_int_equal(row.cells[i].length, 3);
        assert_memory_equal(row.cells[i].text, "\"x\"", 3);
    }
    csv_close(c);
    buf_free(&b);
}

static void test_plain_lines(void **state)
{
    (void)state;
    expect_lines("Smith, Jones & Co \"Ltd\n\n \r\nB\r\n\"C\",;\t",
                 "1<Smith, Jones & Co \"Ltd>3< >4<B>5"
                 "<\"C\",;\t>");
    expect_lines("one\rtwo\r", "1<one>2<two>");
    expect_lines("", "");
}

static void test_real_names_come_through_untouched(void **state)
{
    (void)state;
    const char *path = getenv("INWORK_EMPLOYERS");
    if (!path)
        path = "../shared/data/employers-uk.txt";
    if (!fs_exists(path)) {
        puts("skipped: no file of employers' names");
        return;
    }
    struct buf file = BUF_ZERO;
    struct buf lines = BUF_ZERO;
    struct csv *c = NULL;
    struct csv_row row;
    assert_int_equal(fs_read(&file, path, CSV_FILE_MAX, NULL), 0);
    assert_int_equal(csv_open(&c, file.data, file.len, NULL), 0);
    while (csv_next_line(&row, c) > 0) {
        buf_append(&lines, row.cells[0].text, row.cells[0].length);
        buf_push(&lines, '\n');
    }
    assert_true(lines.len > 1000000);
    assert_int_equal(lines.len, file.len);
    assert_memory_equal(lines.data, file.data, file.len);
    csv_close(c);
    buf_free(&file);
    buf_free(&lines);
}

static void test_writing_reads_back(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    const char *const cells[] = {"plain", "a,b", "say \"hi\"", "two\nlines",
                                 " edge", NULL,  "=1+1",       "caf\xC3\xA9;\t"};
    csv_write_row(&b, cells, 8);
    assert_string_equal(buf_text(&b), "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" edge\",,"
                                      "=1+1,caf\xC3\xA9;\t\r\n");
    expect(buf_text(&b), "1<plain><a,b><say \"hi\"><two\nlines>< edge><><=1+1><caf\xC3\xA9;\t>");
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_broken_quotes_are_refused_by_line),
        cmocka_unit_test(test_separators),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_what_is_not_text_is_refused),
        cmocka_unit_test(test_long_lines_are_refused),
        cmocka_unit_test(test_a_row_full_of_doubled_quotes),
        cmocka_unit_test(test_plain_lines),
        cmocka_unit_test(test_real_names_come_through_untouched),
        cmocka_unit_test(test_writing_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
