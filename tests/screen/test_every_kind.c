/* SPDX-License-Identifier: GPL-3.0-or-later
 * The form of a kind opens from its record, whatever kind it is: a store with a record of each,
 * found by a word that only it has, opened, edited, gone through section by section; what is about
 * a client names them in the title, and not while names are hidden. Every fourth
 * kind, and those with many fields; which ones follows from the catalogue.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "answers.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/save.h"
#include "inwork/model/sharing.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "tui_fixture.h"

#define EACH 4
#define MANY_FIELDS 60

struct kinds {
    struct buf titles, words, whose; /* a line for each kind that is looked at */
};

static bool looked_at(const struct catalogue *c, size_t i)
{
    return i % EACH == 0 || c->kinds[i].field_count >= MANY_FIELDS;
}

/* A word of its own in the last text of the record: the first ones may be its title, under which
 * its parts are found too. */
static void mark(struct store *s, const struct catalogue_kind *k, const char *record,
                 const char *word)
{
    struct error err = {0};
    struct save_field field = {0};
    bool changed = false;
    for (size_t i = 0; i < k->field_count; i++)
        if (k->fields[i].type == FIELD_TEXT || k->fields[i].type == FIELD_LONG_TEXT)
            field.field = k->fields[i].name;
    assert_non_null(field.field);
    assert_int_equal(value_set_text(&field.to, word, strlen(word), &err), 0);
    assert_int_equal(save_changes(s, record, &field, 1, NULL, &changed, NULL, &err), 0);
    value_clear(&field.to);
}

/* The client a record is about, as a page's title names them; nothing for a client's own. */
static void add_whose(struct buf *out, struct store *s, const char *record)
{
    struct sharing_clients about = {0};
    struct record client = {0};
    assert_int_equal(sharing_clients_of_record(&about, s, record, NULL), 0);
    if (about.count == 1 && strcmp(about.ids[0], record) != 0) {
        assert_int_equal(store_record(s, about.ids[0], &client, NULL), 0);
        buf_printf(out, "%.30s", client.title);
    }
    buf_push(out, '\n');
    record_clear(&client);
    sharing_clients_clear(&about);
}

static void fill(struct kinds *out)
{
    struct app app = {0};
    struct error err = {0};
    app_init(&app);
    assert_int_equal(app_open(&app, &err), 0);
    struct answers all = answers_fill(app.store);
    for (size_t i = 0; i < all.catalogue->kind_count; i++) {
        char word[40];
        if (!looked_at(all.catalogue, i))
            continue;
        (void)snprintf(word, sizeof word, "needle%zuneedle", i);
        mark(app.store, &all.catalogue->kinds[i], all.ids[i], word);
        buf_printf(&out->titles, "%s\n", all.catalogue->kinds[i].title);
        buf_printf(&out->words, "%s\n", word);
        add_whose(&out->whose, app.store, all.ids[i]);
    }
    free(all.ids);
    app_clear(&app);
}

static void look_at(struct pty *p, const char *title, const char *word, const char *whose)
{
    pty_key(p, "/");
    assert_true(pty_wait(p, "Search"));
    pty_type(p, word);
    assert_true(pty_wait(p, "1 found"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, title));
    if (whose[0] != '\0') {
        assert_true(pty_wait_row(p, 1, whose));
        pty_key(p, "F12");
        assert_true(pty_wait(p, "Names are hidden"));
        assert_int_not_equal(pty_find(p, whose, NULL), 1);
        pty_key(p, "F12");
        assert_true(pty_wait_row(p, 1, whose));
    }
    pty_key(p, "e");
    assert_true(pty_wait(p, "nothing changed"));
    assert_true(tui_cursor_on_focus(p));
    pty_key(p, "PgDn");
    pty_key(p, "F1");
    pty_settle(p, 30);
    pty_key(p, "Esc");
    pty_key(p, "Esc");
    assert_true(pty_wait_gone(p, "nothing changed"));
    pty_key(p, "1");
    assert_true(pty_wait_row(p, 0, "Today"));
}

static void a_form_opens_for_every_kind(void **state)
{
    struct kinds kinds = {0};
    size_t count = 0;
    size_t named = 0;
    (void)state;
    fill(&kinds);
    struct pty *p = tui_start(0, 0, false);
    const char *title = buf_text(&kinds.titles), *word = buf_text(&kinds.words);
    const char *whose = buf_text(&kinds.whose);
    while (*title) {
        char a[80], b[80], c[80];
        (void)snprintf(a, sizeof a, "%.*s", (int)strcspn(title, "\n"), title);
        (void)snprintf(b, sizeof b, "%.*s", (int)strcspn(word, "\n"), word);
        (void)snprintf(c, sizeof c, "%.*s", (int)strcspn(whose, "\n"), whose);
        look_at(p, a, b, c);
        named += c[0] != '\0';
        whose += strlen(c) + 1;
        title += strlen(a) + 1;
        word += strlen(b) + 1;
        count++;
    }
    assert_true(count > 20);
    assert_true(named > 10);
    tui_quit(p);
    buf_free(&kinds.titles);
    buf_free(&kinds.words);
    buf_free(&kinds.whose);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_form_opens_for_every_kind, tui_fixture_new,
                                        tui_fixture_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
