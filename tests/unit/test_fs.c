/* SPDX-License-Identifier: GPL-3.0-or-later
 * base/fs and base/path: limits, modes, all or nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/base/path.h"

struct place {
    struct buf folder, file;
};

static int make(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    const char *base = getenv("TMPDIR");
    path_join(&p->folder, base ? base : "/tmp", "fs.XXXXXX");
    if (!mkdtemp(p->folder.data))
        return -1;
    path_join(&p->file, buf_text(&p->folder), "file");
    *state = p;
    return 0;
}

static int drop(void **state)
{
    struct place *p = *state;
    DIR *d = opendir(buf_text(&p->folder));
    for (struct dirent *e; d && (e = readdir(d));)
        (void)unlinkat(dirfd(d), e->d_name, 0);
    if (d)
        (void)closedir(d);
    (void)rmdir(buf_text(&p->folder));
    buf_free(&p->folder);
    buf_free(&p->file);
    free(p);
    return 0;
}

static size_t files_in(const char *folder)
{
    size_t n = 0;
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));)
        n += e->d_name[0] != '.' || (e->d_name[1] != '\0' && e->d_name[1] != '.');
    assert_int_equal(closedir(d), 0);
    return n;
}

static void test_write_replaces_whole_and_private(void **state)
{
    struct place *p = *state;
    const char *path = buf_text(&p->file);
    struct buf b = BUF_ZERO;
    mode_t old = umask(0);
    assert_int_equal(fs_write(path, "one", 3, NULL), 0);
    assert_int_equal(fs_write(path, "two\0!", 5, NULL), 0);
    (void)umask(old);
    assert_int_equal(fs_read(&b, path, 5, NULL), 0);
    assert_int_equal(b.len, 5);
    assert_memory_equal(b.data, "two\0!", 5);
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mode & 07777, 0600);
    struct error err = {0};
    assert_int_equal(fs_write_new(path, "three", 5, &err), -STATUS_DATA);
    assert_non_null(strstr(err.message, "exists already"));
    assert_int_equal(files_in(buf_text(&p->folder)), 1);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(fs_write_new(path, "three", 5, &err), 0);
    buf_clear(&b);
    assert_int_equal(fs_read(&b, path, 100, NULL), 0);
    assert_string_equal(buf_text(&b), "three");
    assert_int_equal(files_in(buf_text(&p->folder)), 1);
    buf_free(&b);
}

static void test_write_replaces_a_link_and_leaves_its_target(void **state)
{
    struct place *p = *state;
    struct buf link_path = BUF_ZERO;
    struct buf b = BUF_ZERO;
    path_join(&link_path, buf_text(&p->folder), "link");
    assert_int_equal(fs_write(buf_text(&p->file), "target", 6, NULL), 0);
    assert_int_equal(symlink(buf_text(&p->file), buf_text(&link_path)), 0);
    assert_int_equal(fs_write(buf_text(&link_path), "new", 3, NULL), 0);
    assert_int_equal(fs_read(&b, buf_text(&p->file), 10, NULL), 0);
    assert_string_equal(buf_text(&b), "target");
    buf_free(&b);
    buf_free(&link_path);
}

static void test_read_refusals(void **state)
{
    struct place *p = *state;
    const char *path = buf_text(&p->file);
    struct buf b = BUF_ZERO;
    struct error err = {0};
    assert_int_equal(fs_read(&b, path, 10, &err), -STATUS_NO_INPUT);
    assert_int_equal(fs_read(&b, buf_text(&p->folder), 10, &err), -STATUS_DATA);
    assert_int_equal(fs_write(path, "0123456789", 10, NULL), 0);
    assert_int_equal(fs_read(&b, path, 9, &err), -STATUS_DATA);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(fs_read(&b, path, 10, &err), -STATUS_DATA);
    assert_int_equal(fs_write("/nowhere/at/all", "x", 1, &err), -STATUS_IO);
    buf_free(&b);
}

static void test_private(void **state)
{
    struct place *p = *state;
    const char *path = buf_text(&p->file);
    struct error err = {0};
    assert_int_equal(fs_open_private(path, &err), -STATUS_NO_INPUT);
    assert_int_equal(fs_write(path, "secret", 6, NULL), 0);
    int fd = fs_open_private(path, &err);
    assert_true(fd >= 0);
    assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
    struct buf b = BUF_ZERO;
    assert_int_equal(fs_read_fd(&b, fd, path, 5, &err), -STATUS_DATA);
    assert_int_equal(close(fd), 0);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(fs_open_private(path, &err), -STATUS_REFUSED);
    assert_non_null(strstr(err.hint, "chmod 600"));
    buf_free(&b);
}

static void test_folders(void **state)
{
    struct place *p = *state;
    struct buf deep = BUF_ZERO;
    path_join(&deep, buf_text(&p->folder), "a//b/c/");
    assert_int_equal(fs_make_folder(buf_text(&deep), NULL), 0);
    assert_int_equal(fs_make_folder(buf_text(&deep), NULL), 0);
    struct stat facts;
    assert_int_equal(stat(buf_text(&deep), &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0700);
    assert_int_equal(fs_write(buf_text(&p->file), "x", 1, NULL), 0);
    struct buf under = BUF_ZERO;
    path_join(&under, buf_text(&p->file), "sub");
    assert_int_equal(fs_make_folder(buf_text(&under), NULL), -STATUS_IO);
    assert_int_equal(fs_make_folder(buf_text(&p->file), NULL), -STATUS_IO);
    assert_true(fs_exists(buf_text(&p->file)) && !fs_exists(buf_text(&under)));
    for (int i = 0; i < 3; i++) {
        static const char *const parts[] = {"a/b/c", "a/b", "a"};
        buf_clear(&deep);
        path_join(&deep, buf_text(&p->folder), parts[i]);
        assert_int_equal(rmdir(buf_text(&deep)), 0);
    }
    buf_free(&deep);
    buf_free(&under);
}

static void expect_parent(const char *path, const char *parent, const char *last)
{
    struct buf b = BUF_ZERO;
    path_parent(&b, path);
    assert_string_equal(buf_text(&b), parent);
    assert_string_equal(path_last(path), last);
    buf_free(&b);
}

static void test_paths(void **state)
{
    (void)state;
    expect_parent("a", ".", "a");
    expect_parent("/a", "/", "a");
    expect_parent("/a/b", "/a", "b");
    expect_parent("a//b", "a", "b");
    struct buf b = BUF_ZERO;
    assert_int_equal(setenv("XDG_DATA_HOME", "relative", 1), 0);
    assert_int_equal(setenv("HOME", "/home/ada", 1), 0);
    assert_int_equal(path_data_home(&b, NULL), 0);
    assert_string_equal(buf_text(&b), "/home/ada/.local/share");
    assert_int_equal(setenv("XDG_DATA_HOME", "/data/", 1), 0);
    buf_clear(&b);
    assert_int_equal(path_data_home(&b, NULL), 0);
    assert_string_equal(buf_text(&b), "/data/");
    assert_int_equal(unsetenv("XDG_DATA_HOME"), 0);
    assert_int_equal(unsetenv("HOME"), 0);
    assert_int_equal(path_data_home(&b, NULL), -STATUS_NO_INPUT);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_write_replaces_whole_and_private, make, drop),
        cmocka_unit_test_setup_teardown(test_write_replaces_a_link_and_leaves_its_target, make,
                                        drop),
        cmocka_unit_test_setup_teardown(test_read_refusals, make, drop),
        cmocka_unit_test_setup_teardown(test_private, make, drop),
        cmocka_unit_test_setup_teardown(test_folders, make, drop),
        cmocka_unit_test(test_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
