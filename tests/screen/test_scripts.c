/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plays the scripts (.txt) of tests/screen: what a person does, line by line, and what they must
 * see.
 *
 *   # …                    a remark
 *   size COLUMNS ROWS      before start
 *   file NAME TEXT         ~/NAME has this text (\n is a newline), before start
 *   run ARGUMENTS…         inwork with these, which must succeed; "…" keeps blanks together
 *   start [first TEXT]     open the interface and wait for its first screen
 *   key NAME…              keys, one after the other
 *   type TEXT · paste TEXT letters as typed; a bracketed paste (\n is a newline)
 *   resize COLUMNS ROWS
 *   see TEXT · gone TEXT   wait until the text is (is not) on the screen
 *   row N TEXT             wait until row N (from 0; negative from the bottom) has it
 *   on TEXT                wait until the cursor is on a row that has it
 *   focus                  the cursor is on what has the focus
 *   end                    leave; the terminal must be as it was
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <dirent.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/fs.h"
#include "run_program.h"
#include "tui_fixture.h"

struct play {
    const char *name;
    const char *folder; /* of this script alone */
    int line;
    int rows, columns;
    struct pty *p;
};

/* Split at blanks, "…" kept together; returns how many. */
static size_t split(char *text, const char **words, size_t most)
{
    size_t n = 0;
    for (char *at = text; *at != '\0' && n < most;) {
        at += strspn(at, " ");
        char *end = NULL;
        if (*at == '"') {
            end = strchr(++at, '"');
        } else {
            end = at + strcspn(at, " ");
        }
        if (end == NULL || (end == at && *at == '\0')) {
            break;
        }
        words[n++] = at;
        if (*end == '\0') {
            break;
        }
        *end = '\0';
        at = end + 1;
    }
    return n;
}

static void unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        if (from[0] == '\\' && from[1] == 'n') {
            *to++ = '\n';
            from++;
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
}

static bool numbers(const char *text, int out[2])
{
    return sscanf(text, "%d %d", &out[0], &out[1]) == 2;
}

static void press_all(struct play *play, char *text)
{
    const char *words[64];
    size_t n = split(text, words, 64);
    for (size_t i = 0; i < n; i++) {
        tui_press(play->p, words[i]);
    }
}

static void start(struct play *play, const char *text)
{
    struct pty_options options = {.rows = play->rows, .columns = play->columns};
    play->p = tui_start_with(&options, strncmp(text, "first ", 6) == 0 ? text + 6 : "Today,");
}

static void write_file(const struct play *play, char *text)
{
    size_t n = strcspn(text, " ");
    bool any = text[n] != '\0';
    text[n] = '\0';
    char *rest = any ? text + n + 1 : text + n;
    unescape(rest);
    scratch_write(play->folder, text, rest, strlen(rest));
    (void)setenv("HOME", play->folder, 1);
}

static void run(char *text)
{
    const char *words[24] = {NULL};
    size_t n = split(text, words, 23);
    words[n] = NULL;
    free(tui_command(words));
}

/* True when the line was understood and came true. */
static bool act(struct play *play, const char *verb, char *text)
{
    int n[2];
    if (strcmp(verb, "size") == 0 && numbers(text, n)) {
        play->columns = n[0];
        play->rows = n[1];
        return true;
    }
    if (strcmp(verb, "file") == 0) {
        write_file(play, text);
        return true;
    }
    if (strcmp(verb, "run") == 0) {
        run(text);
        return true;
    }
    if (strcmp(verb, "start") == 0) {
        start(play, text);
        return true;
    }
    if (play->p == NULL) {
        return false;
    }
    if (strcmp(verb, "key") == 0) {
        press_all(play, text);
        return true;
    }
    if (strcmp(verb, "type") == 0 || strcmp(verb, "paste") == 0) {
        unescape(text);
        (verb[0] == 't' ? pty_type : pty_paste)(play->p, text);
        pty_settle(play->p, 20);
        return true;
    }
    if (strcmp(verb, "resize") == 0 && numbers(text, n)) {
        pty_resize(play->p, n[1], n[0]);
        return true;
    }
    if (strcmp(verb, "see") == 0) {
        return pty_wait(play->p, text);
    }
    if (strcmp(verb, "gone") == 0) {
        return pty_wait_gone(play->p, text);
    }
    if (strcmp(verb, "row") == 0) {
        char *rest = NULL;
        long row = strtol(text, &rest, 10);
        int rows = 0;
        int columns = 0;
        pty_size(play->p, &rows, &columns);
        return *rest == ' ' && pty_wait_row(play->p, (int)(row < 0 ? rows + row : row), rest + 1);
    }
    if (strcmp(verb, "on") == 0) {
        return tui_cursor_on_row(play->p, text);
    }
    if (strcmp(verb, "focus") == 0) {
        return tui_cursor_on_focus(play->p);
    }
    if (strcmp(verb, "end") == 0) {
        tui_quit(play->p);
        play->p = NULL;
        return true;
    }
    return false;
}

static void play_file(void **state)
{
    const char *path = getenv("SCREEN_SCRIPT");
    struct play play = {.name = path, .folder = *state};
    struct buf text = BUF_ZERO;
    assert_int_equal(fs_read(&text, path, 100000, NULL), 0);
    char *save = NULL;
    for (char *line = text.data; line != NULL; line = save) {
        save = strchr(line, '\n');
        if (save != NULL) {
            *save++ = '\0';
        }
        play.line++;
        if (line[0] == '#' || line[0] == '\0') {
            continue;
        }
        char *rest = line + strcspn(line, " ");
        if (*rest == ' ') {
            *rest++ = '\0';
        }
        if (!act(&play, line, rest)) {
            print_error("%s:%d: %s %s\n", path, play.line, line, rest);
            if (play.p != NULL) {
                pty_dump(play.p, "the screen then");
            }
            pty_free(play.p);
            fail();
        }
    }
    pty_free(play.p);
    buf_free(&text);
}

static int is_script(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return n > 4 && strcmp(entry->d_name + n - 4, ".txt") == 0;
}

/* All of them, or those whose names hold the first argument. */
int main(int argc, char **argv)
{
    const char *wanted = argc > 1 ? argv[1] : "";
    struct dirent **names = NULL;
    int count = scandir("tests/screen", &names, is_script, alphasort);
    int failed = 0;
    if (count <= 0) {
        print_error("no scripts in tests/screen\n");
        return 1;
    }
    for (int i = 0; i < count; i++) {
        struct buf path = BUF_ZERO;
        buf_printf(&path, "tests/screen/%s", names[i]->d_name);
        (void)setenv("SCREEN_SCRIPT", buf_text(&path), 1);
        const struct CMUnitTest tests[] = {
            {.name = buf_text(&path),
             .test_func = play_file,
             .setup_func = tui_fixture_new,
             .teardown_func = tui_fixture_free},
        };
        if (strstr(names[i]->d_name, wanted) != NULL) {
            failed += cmocka_run_group_tests_name("scripts", tests, NULL, NULL);
        }
        buf_free(&path);
        free(names[i]);
    }
    free(names);
    return failed;
}
