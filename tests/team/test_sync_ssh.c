/* SPDX-License-Identifier: GPL-3.0-or-later
 * The same team over a real sshd: founding, joining, exchanging, and a server that shuts the door.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "laptops.h"
#include "run_program.h"
#include "sshd.h"

static void a_team_over_ssh(void **state)
{
    struct sshd server = {0};
    struct laptop a, b;
    char folder[300], remote[300], url[400], client[RECORD_ID_TEXT];
    char *scratch = scratch_make();
    (void)state;
    (void)snprintf(folder, sizeof folder, "%s/sshd", scratch);
    (void)snprintf(remote, sizeof remote, "%s/team.git", scratch);
    if (!sshd_start(&server, folder)) {
        scratch_remove(scratch);
        free(scratch);
        return;
    }
    const char *const init[] = {"git", "init", "-q", "--bare", remote, NULL};
    assert_int_equal(run_program(init, NULL, 0, NULL, true), 0);
    (void)snprintf(url, sizeof url, "%s", sshd_url(&server, remote));
    laptop_new(&a, scratch, "Ada");
    laptop_new(&b, scratch, "Ben");
    laptop_found(&a, url);
    laptop_join(&b, &a, url, true, false);
    laptop_save(&a, NULL, "client", "name", "Testy McTestface", client);
    SYNCED(&a);
    SYNCED(&b);
    assert_string_equal(laptop_text(&b, client, "name"), "Testy McTestface");
    /* Nothing is lost while nobody opens. */
    laptop_save(&b, client, "client", "phone", "01632 960222", NULL);
    sshd_stop(&server);
    assert_int_equal(laptop_sync(&b), -STATUS_UNAVAILABLE);
    assert_int_equal(b.report.sent, 0);
    assert_string_equal(laptop_text(&b, client, "phone"), "01632 960222");
    laptop_close(&a);
    laptop_close(&b);
    scratch_remove(scratch);
    free(scratch);
}

int main(int argc, char **argv)
{
    laptops_main(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_team_over_ssh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
