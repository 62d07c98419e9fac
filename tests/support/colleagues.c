/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two people of one team, and a stand-in for ssh.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "colleagues.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "inwork/base/json.h"
#include "run_program.h"

/* The last argument is what the host is asked to run: here it is run on this machine. The file
 * beside the script says how the line is, since the courier passes no variable on. */
static const char script[] =
    "#!/bin/sh\n"
    "here=$(dirname \"$0\")\n"
    "read -r how many <\"$here/line\"\n"
    "for command; do :; done\n"
    "closed='Connection to office.example.org closed by remote host.'\n"
    "case $how in\n"
    "open) exec sh -c \"$command\" ;;\n"
    "dead) echo 'ssh: Could not resolve hostname office.example.org: Name or service not known' "
    ">&2 ;;\n"
    "silent) : >\"$here/asked\"; exec sleep 600 ;;\n"
    /* Byte by byte, so that none waits for the next; and what runs at the host may wait for more,
     * but the line does not wait for it. */
    "answer) sh -c \"$command\" 2>/dev/null | {\n"
    "    dd bs=1 count=$many status=none; echo \"$closed\" >&2; kill -9 $$; } ;;\n"
    "question) dd bs=1 count=$many status=none | sh -c \"$command\" 2>/dev/null; echo \"$closed\" "
    ">&2 ;;\n"
    "esac\n"
    "exit 255\n";

static void line(const struct colleagues *c, const char *how, unsigned many)
{
    char text[64];
    int n = snprintf(text, sizeof text, "%s %u\n", how, many);
    scratch_write(c->folder, "line", text, (size_t)n);
}

void line_open(const struct colleagues *c)
{
    line(c, "open", 0);
}
void line_dead(const struct colleagues *c)
{
    line(c, "dead", 0);
}
void line_silent(const struct colleagues *c)
{
    line(c, "silent", 0);
}
void line_cut_answer(const struct colleagues *c, unsigned n)
{
    line(c, "answer", n);
}
void line_cut_question(const struct colleagues *c, unsigned n)
{
    line(c, "question", n);
}

static void stand_in_for_ssh(struct colleagues *c)
{
    char path[400];
    const char *before = getenv("PATH");
    scratch_write(c->folder, "ssh", script, sizeof script - 1);
    (void)snprintf(path, sizeof path, "%s/ssh", c->folder);
    assert_int_equal(chmod(path, 0755), 0);
    if (before && strncmp(before, c->folder, strlen(c->folder)) == 0)
        return;
    char *whole = NULL;
    assert_true(asprintf(&whole, "%s:%s", c->folder, before ? before : "/usr/bin:/bin") > 0);
    assert_int_equal(setenv("PATH", whole, 1), 0);
    free(whole);
}

static char *only_request(struct person *lead)
{
    run_expect(0, lead, "--json", "team", "requests");
    struct json *request = run_json(lead, 0);
    char *device = strdup(json_text(json_member(request, "device"), NULL));
    json_free(request);
    return device;
}

static void join(struct colleagues *c, const char *remote)
{
    run_expect(0, &c->ada, "team", "create", "--name", "Invented Team", remote);
    run_expect(0, &c->ada, "team", "code");
    char *code = strdup(run_line(&c->ada));
    run_expect(0, &c->bea, "team", "join", code, remote);
    run_expect(0, &c->bea, "team", "fingerprint");
    char *fingerprint = strdup(run_line(&c->bea));
    run_expect(0, &c->ada, "sync");
    char *device = only_request(&c->ada);
    run_expect(0, &c->ada, "team", "approve", device, "--fingerprint", fingerprint);
    run_expect(0, &c->ada, "sync");
    run_expect(0, &c->bea, "sync");
    run_expect(0, &c->ada, "sync");
    run_expect(0, &c->bea, "sync");
    free(device);
    free(fingerprint);
    free(code);
}

void colleagues_begin(struct colleagues *c, bool over_ssh)
{
    *c = (struct colleagues){.folder = scratch_make()};
    assert_true(asprintf(&c->remote, "%s/team.git", c->folder) > 0);
    assert_true(asprintf(&c->url, "ssh://office.example.org%s", c->remote) > 0);
    stand_in_for_ssh(c);
    line_open(c);
    const char *const init[] = {"git", "init", "-q", "--bare", c->remote, NULL};
    assert_int_equal(run_program(init, NULL, 0, NULL, true), 0);
    person_begin(&c->ada, "Ada Example");
    person_begin(&c->bea, "Bea Example");
    join(c, over_ssh ? c->url : c->remote);
}

void colleagues_end(struct colleagues *c)
{
    person_end(&c->ada);
    person_end(&c->bea);
    scratch_remove(c->folder);
    free(c->folder);
    free(c->remote);
    free(c->url);
}

size_t count_records(struct person *p, const char *kind)
{
    int status = run(p, "list", kind, NULL);
    assert_true(status == 0 || status == 1);
    return run_lines(p);
}

int64_t count_unsent(struct person *p)
{
    int64_t unsent = -1;
    run_expect(0, p, "--json", "status");
    struct json *status = run_json(p, 0);
    assert_true(json_int(&unsent, json_member(status, "unsent")));
    json_free(status);
    return unsent;
}
