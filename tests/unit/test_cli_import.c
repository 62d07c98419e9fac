/* SPDX-License-Identifier: GPL-3.0-or-later
 * Importing and exporting: what is a header, what is a name, what is refused whole and what row by
 * row, encodings, duplicates, and the round trip.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "inwork/base/json.h"
#include "run.h"
#include "run_program.h"

static struct person ada;

static int begin(void **state)
{
    (void)state;
    person_begin(&ada, "Ada Example");
    return 0;
}

static int end(void **state)
{
    (void)state;
    person_end(&ada);
    return 0;
}

struct counts {
    int64_t rows, imported, left_out, duplicates;
    char encoding[32], format[16];
};

static int64_t number(const struct json *object, const char *name)
{
    int64_t n = -1;
    assert_true(json_int(&n, json_member(object, name)));
    return n;
}

/* Import a text as a file; the last line of the answer is the report. */
static struct counts import(const char *kind, const void *bytes, size_t n, const char *map)
{
    struct counts c = {0};
    scratch_write(ada.folder, "import", bytes, n);
    char *path = person_path(&ada, "import");
    if (map)
        run_expect(0, &ada, "--json", "import", kind, path, "--map", map);
    else
        run_expect(0, &ada, "--json", "import", kind, path);
    free(path);
    struct json *report = run_json(&ada, run_lines(&ada) - 1);
    c.rows = number(report, "rows");
    c.imported = number(report, "imported");
    c.left_out = number(report, "left_out");
    c.duplicates = number(report, "duplicates");
    (void)snprintf(c.encoding, sizeof c.encoding, "%s",
                   json_text(json_member(report, "encoding"), NULL));
    (void)snprintf(c.format, sizeof c.format, "%s", json_text(json_member(report, "format"), NULL));
    json_free(report);
    return c;
}
#define import_text(kind, text, map) import(kind, text, sizeof(text) - 1, map)

static int refuse(const char *kind, const void *bytes, size_t n, int line)
{
    scratch_write(ada.folder, "import", bytes, n);
    char *path = person_path(&ada, "import");
    int status = run(&ada, "import", kind, path, NULL);
    free(path);
    if (status != 65 || ada.out.len > 0)
        fail_msg("line %d: %d %s%s", line, status, buf_text(&ada.out), buf_text(&ada.err));
    return status;
}

static size_t count_of(const char *kind)
{
    int status = run(&ada, "list", kind, NULL);
    assert_true(status == 0 || status == 1);
    return run_lines(&ada);
}

static void a_header_makes_it_csv(void **state)
{
    (void)state;
    struct counts c = import_text("employer",
                                  "name,Phone,email\r\n"
                                  "\"Pebble, Otter \"\"&\"\" Sons\",01632 960010,a@example.org\r\n"
                                  "  Thimble \t  Works ,,\r\n"
                                  ",01632 960011,\r\n"
                                  "Lantern Hall,no number,\r\n"
                                  "One,2,3,4\r\n",
                                  NULL);
    assert_string_equal(c.format, "csv");
    assert_int_equal(c.rows, 5);
    assert_int_equal(c.imported, 2);
    assert_int_equal(c.left_out, 3);
    assert_int_equal(run_lines(&ada), 4);
    struct json *first = run_json(&ada, 0);
    assert_int_equal(number(first, "line"), 4);
    assert_non_null(strstr(json_text(json_member(first, "reason"), NULL), "name"));
    json_free(first);
    run_expect(0, &ada, "list", "employer", "name=Pebble, Otter \"&\" Sons");
    run_expect(0, &ada, "list", "employer", "name=Thimble Works");

    c = import_text("employer", "Firma;Telefon\nYonder plc;01632 960012\n", "Telefon=phone");
    assert_string_equal(c.format, "lines"); /* one column is still unknown */
    assert_int_equal(c.imported, 2);
}

static void columns_can_be_mapped(void **state)
{
    (void)state;
    static const char file[] = "Firma;Telefon;Egal\nRhubarb Ltd;01632 960013;x\n";
    scratch_write(ada.folder, "import", file, strlen(file));
    char *path = person_path(&ada, "import");
    run_expect(0, &ada, "import", "employer", path, "--map", "Firma=name", "--map", "telefon=phone",
               "--map", "Egal=");
    run_expect(0, &ada, "--json", "list", "employer", "phone=01632 960013");
    assert_non_null(strstr(buf_text(&ada.out), "\"Rhubarb Ltd\""));
    assert_int_equal(run(&ada, "import", "employer", path, "--map", "Firma", NULL), 64);
    assert_int_equal(run(&ada, "import", "employer", path, "--map", "Firma=nosuch", NULL), 65);
    assert_int_equal(run(&ada, "import", "employer", path, "--map", "Nowhere=name", NULL), 65);
    assert_int_equal(run(&ada, "import", "employer", path, "--map", "Firma=name", "--map",
                         "Telefon=name", "--map", "Egal=", NULL),
                     65);
    assert_int_equal(run(&ada, "import", "unicorn", path, NULL), 65);
    free(path);
    assert_int_equal(run(&ada, "import", "employer", "/nonexistent/file", NULL), 66);
}

static void anything_else_is_a_list_of_names(void **state)
{
    (void)state;
    struct counts c = import_text("employer",
                                  " Acorn, Oak & \"Ash\" \r\n"
                                  "\r\n"
                                  "BRAMBLE  T/A \tTHORN\n"
                                  "Bramble t/a Thorn\n"
                                  "name\n"
                                  "bell\arings\n"
                                  "last without newline",
                                  NULL);
    assert_string_equal(c.format, "lines");
    assert_int_equal(c.rows, 6);
    assert_int_equal(c.imported, 5);
    assert_int_equal(c.left_out, 1);
    assert_int_equal(c.duplicates, 1);
    run_expect(0, &ada, "list", "employer", "name=Acorn, Oak & \"Ash\"");
    run_expect(0, &ada, "list", "employer", "name=BRAMBLE T/A THORN");
    /* A name that the store has already counts as a duplicate too, accents and capitals aside. */
    c = import_text("employer", "last WITHOUT newline\nÁcorn, Oak & \"Ash\"\n", NULL);
    assert_int_equal(c.imported, 2);
    assert_int_equal(c.duplicates, 2);
}

static void encodings(void **state)
{
    (void)state;
    struct counts c = import_text("employer",
                                  "\xEF\xBB\xBF"
                                  "Caf\xC3\xA9 One\n",
                                  NULL);
    assert_string_equal(c.encoding, "UTF-8");
    c = import_text("employer", "Caf\xE9 Two\n\x93Quoted\x94 Three\n", NULL);
    assert_string_equal(c.encoding, "Windows-1252");
    run_expect(0, &ada, "list", "employer", "name=Café Two");
    run_expect(0, &ada, "list", "employer", "name=“Quoted” Three");
    c = import_text("employer",
                    "\xFF\xFE"
                    "C\0a\0f\0\xE9\0 \0F\0o\0u\0r\0\n\0",
                    NULL);
    assert_string_equal(c.encoding, "UTF-16");
    run_expect(0, &ada, "list", "employer", "name=Café Four");
    /* Letters that were damaged before are not ours to mend. */
    c = import_text("employer", "Caf\xC3\x83\xC2\xA9 Five\n", NULL);
    run_expect(0, &ada, "list", "employer", "name=CafÃ© Five");
}

static void files_that_cannot_be_parsed(void **state)
{
    (void)state;
    size_t before = count_of("employer");
    static const char nul[] = "name\nGood\nBad\0Name\n";
    (void)refuse("employer", nul, sizeof nul - 1, __LINE__);
    static const char open_quote[] = "name,phone\nGood Name,\n\"never closed,01632 960014\nMore,\n";
    (void)refuse("employer", open_quote, strlen(open_quote), __LINE__);
    static const char after_quote[] = "name,phone\n\"closed\"then more,\n";
    (void)refuse("employer", after_quote, strlen(after_quote), __LINE__);
    size_t n = (size_t)10 << 20;
    char *line = malloc(n);
    assert_non_null(line);
    memset(line, 'a', n);
    memcpy(line, "name\n", 5);
    (void)refuse("employer", line, n, __LINE__);
    free(line);
    (void)refuse("employer", "", 0, __LINE__);
    (void)refuse("note", "just a line\n", 12, __LINE__); /* notes have no name */
    assert_int_equal(count_of("employer"), before);
    char *folder = person_path(&ada, ".");
    assert_int_equal(run(&ada, "import", "employer", folder, NULL), 65);
    free(folder);
}

static void dry_run_saves_nothing(void **state)
{
    (void)state;
    size_t before = count_of("employer");
    static const char file[] = "name,phone\nDry Well Ltd,\n,01632 960015\n";
    scratch_write(ada.folder, "import", file, strlen(file));
    char *path = person_path(&ada, "import");
    run_expect(0, &ada, "import", "employer", path, "--dry-run");
    assert_non_null(strstr(buf_text(&ada.out), "Would import 1 of 2 rows"));
    assert_non_null(strstr(buf_text(&ada.out), "line 3 was left out: name"));
    free(path);
    assert_int_equal(count_of("employer"), before);
}

static void export_and_import_again(void **state)
{
    (void)state;
    struct person bea;
    person_begin(&bea, "Bea Example");
    static const char object[] = "{\"name\":\"=1+1\",\"address\":\"Two\\nlines, "
                                 "\\\"quoted\\\"\",\"phone\":\"+44 1632 960016\","
                                 "\"standing\":\"has_hired\"}";
    run_check(0, run_with(&bea, object, strlen(object), "add", "employer", "-", NULL), &bea,
              __FILE__, __LINE__);
    run_expect(0, &bea, "add", "employer_contact", "purpose=learn,introduce", "learned=-5 is fine");
    char *csv = person_path(&bea, "out.csv");
    run_expect(0, &bea, "export", "employer", "--format", "csv", "-o", csv);
    assert_non_null(strstr(buf_text(&bea.err), "plain text"));
    struct stat facts;
    assert_int_equal(stat(csv, &facts), 0);
    assert_int_equal(facts.st_mode & 07777, 0600);
    struct buf text = BUF_ZERO;
    scratch_read(bea.folder, "out.csv", &text);
    assert_non_null(strstr(buf_text(&text), ",'=1+1,"));
    assert_non_null(strstr(buf_text(&text), ",+44 1632 960016,"));
    assert_non_null(strstr(buf_text(&text), "\"Two\nlines, \"\"quoted\"\"\""));
    buf_free(&text);
    run_expect(0, &bea, "--json", "import", "employer", csv);
    run_expect(0, &bea, "--json", "list", "employer", "name==1+1");
    assert_int_equal(run_lines(&bea), 2);
    struct json *a = run_json(&bea, 0);
    struct json *b = run_json(&bea, 1);
    static const char *const names[] = {"name", "address", "phone", "standing"};
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(json_text(json_member(json_member(a, "fields"), names[i]), NULL),
                            json_text(json_member(json_member(b, "fields"), names[i]), NULL));
    json_free(a);
    json_free(b);
    free(csv);

    run_expect(0, &bea, "export", "employer_contact", "--format", "csv");
    assert_non_null(strstr(buf_text(&bea.out), "introduce;learn"));
    assert_non_null(strstr(buf_text(&bea.out), "'-5 is fine"));
    run_expect(0, &bea, "export");
    assert_int_equal(run_lines(&bea), 4); /* two employers, a contact, the member */
    struct json *line = run_json(&bea, 0);
    assert_non_null(json_text(json_member(line, "id"), NULL));
    json_free(line);
    assert_int_equal(run(&bea, "export", "client", NULL), 1);
    assert_int_equal(bea.out.len, 0);
    person_end(&bea);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_makes_it_csv),
        cmocka_unit_test(columns_can_be_mapped),
        cmocka_unit_test(anything_else_is_a_list_of_names),
        cmocka_unit_test(encodings),
        cmocka_unit_test(files_that_cannot_be_parsed),
        cmocka_unit_test(dry_run_saves_nothing),
        cmocka_unit_test(export_and_import_again),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
