/* SPDX-License-Identifier: GPL-3.0-or-later
 * One sync, from the lock to the report: the order of its steps, and what a failure leaves.
 */
#include "inwork/team/sync.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/base/path.h"
#include "inwork/store/store.h"
#include "sync_int.h"

/* The clone's folder doubles as the lock of the sync: it is there exactly as long as it is needed,
 * and the kernel lets go when the process ends. */
static int lock_clone(int *out, const char *git_dir, struct error *err)
{
    int r = fs_make_folder(git_dir, err);
    if (r < 0)
        return r;
    int fd = open(git_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return error_errno(err, STATUS_IO, "cannot open %s", git_dir);
    if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        r = errno == EWOULDBLOCK
                ? error_set(err, STATUS_BUSY, "another sync of this store is running")
                : error_errno(err, STATUS_IO, "cannot lock %s", git_dir);
        (void)close(fd);
        return r;
    }
    *out = fd;
    return 0;
}

static void on_objects(uint64_t done, uint64_t total, void *payload)
{
    sync_progress(payload, SYNC_FETCHING, done, total);
}

static int connect(struct sync *s, const char *git_dir, const char *remote, struct error *err)
{
    const struct courier_options options = {
        .program = s->options->program,
        .git_dir = git_dir,
        .remote = remote,
        .deadline = s->options->deadline,
        .has_umask = s->options->has_umask,
        .umask = s->options->umask,
        .progress = on_objects,
        .payload = s,
    };
    sync_progress(s, SYNC_CONNECTING, 0, 0);
    return courier_start(&s->courier, &options, err);
}

static int load(struct sync *s, struct error *err)
{
    memcpy(s->self, store_device_id(s->store), strnlen(store_device_id(s->store), 24) + 1);
    ref_of_device(s->own_ref, s->self);
    int r = state_roster(&s->roster, s->store, err);
    return r < 0 ? r : team_keys_load(&s->keys, s->store, err);
}

static int fetch_devices(struct sync *s, struct error *err)
{
    const char **refs = calloc(s->roster.device_count + 1, sizeof *refs);
    char(*names)[REF_SIZE] = calloc(s->roster.device_count + 1, sizeof *names);
    size_t count = 0;
    int r = 0;
    if (refs == NULL || names == NULL) {
        r = error_memory(err);
        goto out;
    }
    for (size_t i = 0; r == 0 && i < s->roster.device_count; i++) {
        char have[COURIER_OID_TEXT];
        ref_of_device(names[count], s->roster.devices[i].id);
        const char *tip = sync_tip(s, names[count]);
        if (tip[0] == 0)
            continue;
        r = courier_tip(s->courier, names[count], have, err);
        if (r == 0 && strcmp(have, tip) != 0) {
            refs[count] = names[count];
            count++;
        }
    }
    if (r == 0 && count > 0)
        r = courier_fetch(s->courier, refs, count, 0, err);
    if (r == -STATUS_DATA) { /* a branch that is no good; the others have come */
        error_clear(err);
        r = 0;
    }
out:
    free(refs);
    free(names);
    return r;
}

/* Our own ref first: it may bring back what a restored store forgot. */
static int read_devices(struct sync *s, struct error *err)
{
    int r = 0;
    if (sync_self(s) != NULL)
        r = device_read(s, sync_self(s), err);
    for (size_t i = 0; r == 0 && i < s->roster.device_count; i++) {
        if (strcmp(s->roster.devices[i].id, s->self) != 0)
            r = device_read(s, &s->roster.devices[i], err);
    }
    return r < 0 ? r : heads_compare(s, err);
}

struct gaps {
    struct sync *s;
    bool any;
};

static int report_gap(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    struct gaps *g = payload;
    g->any = true;
    sync_notice(g->s, c[0].bytes, "%lld segments of %s are missing in the middle of its work",
                (long long)c[3].integer, c[2].bytes);
    return 0;
}

/* Looking through all feeds costs time in proportion to their length: only when it can have
 * changed. */
static int look_for_gaps(struct sync *s, struct error *err)
{
    struct gaps gaps = {.s = s};
    struct buf before = {0};
    int r = state_setting(&before, s->store, SETTING_GAPS, err);
    if (r == 0 && (s->applied || before.len > 0)) {
        r = store_query(s->store, "team_gaps", NULL, 0, report_gap, &gaps, err);
        if (r == 0)
            r = store_setting_put(s->store, SETTING_GAPS, gaps.any ? "yes" : "", err);
    }
    buf_free(&before);
    return r;
}

static int no_team(struct error *err)
{
    (void)error_set(err, STATUS_DATA, "the remote holds no team");
    return error_hint(err, "check the remote; a lead's laptop puts a lost team back when it syncs");
}

/* A device in the roster: everything goes both ways. */
static int exchange(struct sync *s, struct main_view *view, struct error *err)
{
    struct error push = {0};
    int r = found_finish(s, err);
    if (r == 0 && s->home)
        r = lead_write(s, view, err);
    if (r == 0)
        r = fetch_devices(s, err);
    if (r == 0)
        r = read_devices(s, err);
    if (r == 0 && s->home)
        r = lead_requests(s, err);
    if (r == 0)
        r = look_for_gaps(s, err);
    if (r < 0)
        return r;
    if (sync_self(s)->removed) {
        sync_notice(s, s->self, "a lead has removed this device from the team: nothing is sent");
        return 0;
    }
    r = push_own(s, &push);
    if (r < 0 && err != NULL)
        *err = push;
    return r;
}

/* A place on a stick where nothing is yet, in a folder that is there. The team's own remote is
 * never made anew: it would look like a team that lost everything. */
static bool new_stick(const struct sync *s, const char *remote)
{
    struct buf folder = {0};
    path_parent(&folder, remote);
    bool fresh = !s->home && !fs_exists(remote) && fs_exists(buf_text(&folder));
    buf_free(&folder);
    return fresh;
}

static int run(struct sync *s, const char *remote, const char *state, struct error *err)
{
    struct main_view view = {0};
    if (remote[0] == '/' && (strcmp(state, "founding") == 0 || new_stick(s, remote))) {
        int made = courier_create(s->courier, err);
        if (made < 0)
            return made;
    }
    s->founding = strcmp(state, "founding") == 0;
    int r = sync_list(s, err);
    if (r == 0 && s->founding)
        r = found_team(s, err);
    if (r == 0)
        r = main_read(s, &view, err);
    if (r < 0)
        return r;
    if (s->roster.count == 0)
        return no_team(err);
    if (view.tip[0] == 0 && s->home)
        sync_notice(s, REF_MAIN, "the remote has lost the team's roster");
    if (sync_self(s) == NULL) {
        s->report->state = SYNC_WAITING;
        return push_request(s, err);
    }
    r = exchange(s, &view, err);
    if (r == 0)
        s->report->state = SYNC_SYNCED;
    return r;
}

static int take_number(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    *(int64_t *)payload = c[0].integer;
    return 0;
}

static int keep_notices(struct sync *s, struct error *err)
{
    int r = store_query(s->store, "team_notice_clear", NULL, 0, NULL, NULL, err);
    char *line = s->notices.data, *end;
    while (r == 0 && line != NULL && (end = strchr(line, '\n')) != NULL) {
        char *tab = strchr(line, '\t');
        *end = 0;
        if (tab != NULL && tab < end) {
            *tab = 0;
            const struct store_cell cells[] = {store_text(line), store_text(tab + 1)};
            r = store_query(s->store, "team_notice_add", cells, 2, NULL, NULL, err);
        }
        line = end + 1;
    }
    return r;
}

static int take_text(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    buf_add(payload, c[0].bytes);
    return buf_ok(payload, err);
}

/* For `status`: what the team is called, and what this device may read. */
static int keep_standing(struct sync *s, struct error *err)
{
    struct buf name = {0}, compartments = {0};
    int r = store_query(s->store, "team_named", NULL, 0, take_text, &name, err);
    if (name.len == 0)
        buf_add(&name, roster_team(&s->roster));
    state_compartments(&compartments, &s->roster, sync_self(s));
    if (r == 0)
        r = buf_ok(&compartments, err);
    if (r == 0)
        r = store_setting_put(s->store, SETTING_TEAM, buf_text(&name), err);
    if (r == 0)
        r = store_setting_put(s->store, SETTING_COMPARTMENTS, buf_text(&compartments), err);
    buf_free(&name);
    buf_free(&compartments);
    return r;
}

/* The report, and what the store remembers of this sync. A network failure leaves all but
 * last_error as it was. */
static int conclude(struct sync *s, int result, int64_t last_entry, const struct error *why,
                    struct error *err)
{
    struct buf now = {0};
    const struct store_cell after = store_integer(last_entry);
    int r =
        store_query(s->store, "team_received", &after, 1, take_number, &s->report->received, err);
    if (r == 0)
        r = quarantine_count(s, &s->report->quarantined, err);
    if (r == 0)
        r = store_query(s->store, "team_conflict_count", NULL, 0, take_number,
                        &s->report->conflicts, err);
    if (r == 0)
        r = store_begin(s->store, err);
    if (r < 0)
        return r;
    time_rfc3339(&now, store_now(s->store));
    r = store_setting_put(s->store, SETTING_LAST_ERROR, result == 0 ? "" : why->message, err);
    if (r == 0 && result == 0)
        r = store_setting_put(s->store, SETTING_LAST_SYNC, buf_text(&now), err);
    if (r == 0 && result == 0)
        r = keep_standing(s, err);
    if (r == 0 && result == 0)
        r = keep_notices(s, err);
    if (r == 0)
        r = store_commit(s->store, err);
    if (r < 0)
        store_rollback(s->store);
    buf_free(&now);
    return r;
}

static int locked_sync(struct sync *s, const char *git_dir, const char *remote, const char *state,
                       struct error *err)
{
    struct error why = {0};
    int64_t last_entry = 0;
    int r = store_query(s->store, "team_last_entry", NULL, 0, take_number, &last_entry, err);
    if (r < 0)
        return r;
    r = load(s, &why);
    if (r == 0)
        r = connect(s, git_dir, remote, &why);
    if (r == 0)
        r = run(s, remote, state, &why);
    courier_stop(s->courier);
    s->courier = NULL;
    int ended = conclude(s, r, last_entry, &why, r == 0 ? err : NULL);
    if (r < 0 && err != NULL)
        *err = why;
    return r < 0 ? r : ended;
}

int team_sync(struct store *store, const struct sync_options *options, struct sync_report *report,
              struct error *err)
{
    struct sync s = {.store = store, .options = options, .report = report};
    struct buf home = {0}, state = {0}, git_dir = {0};
    int lock = -1;
    *report = (struct sync_report){0};
    int r = state_setting(&home, store, SETTING_REMOTE, err);
    if (r == 0)
        r = state_setting(&state, store, SETTING_STATE, err);
    if (r == 0 && (home.len == 0 || state.len == 0)) {
        (void)error_set(err, STATUS_NO_INPUT, "this store belongs to no team yet");
        r = error_hint(err, "found one with “inwork team create”, or join with “inwork team join”");
    }
    buf_printf(&git_dir, "%s.git", options->store_path);
    if (r == 0)
        r = buf_ok(&git_dir, err);
    if (r == 0)
        r = lock_clone(&lock, buf_text(&git_dir), err);
    if (r == 0) {
        const char *remote = options->remote != NULL ? options->remote : buf_text(&home);
        s.home = strcmp(remote, buf_text(&home)) == 0;
        r = locked_sync(&s, buf_text(&git_dir), remote, buf_text(&state), err);
    }
    if (lock >= 0)
        (void)close(lock);
    roster_clear(&s.roster);
    team_keys_clear(&s.keys);
    free(s.refs);
    buf_free(&s.notices);
    buf_free(&home);
    buf_free(&state);
    buf_free(&git_dir);
    return r;
}
