/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a store stands to its team: none, founding, joining, member.
 */
#include "inwork/team/team.h"

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/courier/courier.h"
#include "inwork/store/store.h"
#include "state_int.h"

static enum team_state state_named(const char *name)
{
    if (strcmp(name, "founding") == 0)
        return TEAM_FOUNDING;
    if (strcmp(name, "joining") == 0)
        return TEAM_JOINING;
    return strcmp(name, "member") == 0 ? TEAM_MEMBER : TEAM_NONE;
}

static int list_compartments(char **out, const struct roster *r, const struct roster_device *self,
                             struct error *err)
{
    struct buf text = {0};
    state_compartments(&text, r, self);
    int result = buf_ok(&text, err);
    *out = result == 0 ? strdup(buf_text(&text)) : NULL;
    buf_free(&text);
    return result == 0 && *out == NULL ? error_memory(err) : result;
}

int team_info_read(struct team_info *out, struct store *s, struct error *err)
{
    struct buf state = {0}, remote = {0};
    struct roster roster = {0};
    *out = (struct team_info){0};
    int r = state_setting(&state, s, SETTING_STATE, err);
    if (r == 0)
        r = state_setting(&remote, s, SETTING_REMOTE, err);
    if (r == 0)
        r = state_roster(&roster, s, err);
    if (r < 0)
        goto out;
    const struct roster_device *self = roster_device(&roster, store_device_id(s));
    out->state = state_named(buf_text(&state));
    out->lead = self != NULL && self->lead && !self->removed;
    out->removed = self != NULL && self->removed;
    memcpy(out->team, roster_team(&roster), strlen(roster_team(&roster)) + 1);
    r = list_compartments(&out->compartments, &roster, self, err);
    if (r == 0 && remote.len > 0) {
        out->remote = buf_take(&remote);
        r = out->remote == NULL ? error_memory(err) : 0;
    }
out:
    roster_clear(&roster);
    buf_free(&state);
    buf_free(&remote);
    if (r < 0)
        team_info_clear(out);
    return r;
}

void team_info_clear(struct team_info *info)
{
    free(info->remote);
    free(info->compartments);
    *info = (struct team_info){0};
}

/* A plan that no remote has answered yet binds nobody: whoever mistyped the remote or the code
 * gives them again, and whoever finds a team where one was to be founded joins it. Founding once
 * more at the same remote goes on instead, because the answer alone may be lost. */
static bool still_a_plan(const struct team_info *info, const char *remote, bool found)
{
    if (info->team[0] != '\0' || info->remote == NULL)
        return false;
    if (info->state == TEAM_FOUNDING)
        return !found || strcmp(info->remote, remote) != 0;
    return info->state == TEAM_JOINING;
}

static int begin(struct store *s, const char *remote, bool found, struct error *err)
{
    struct team_info info = {0};
    int r = courier_remote_check(remote, err);
    if (r == 0 && store_device(s) == NULL)
        r = error_set(err, STATUS_NO_INPUT, "this store has no device keys");
    if (r == 0)
        r = team_info_read(&info, s, err);
    if (r < 0)
        return r;
    if (still_a_plan(&info, remote, found)) {
        r = team_abandon(s, err);
    } else if (info.state != TEAM_NONE) {
        r = error_set(err, STATUS_DATA, "this store has a team already, at %s",
                      info.remote == NULL ? "no remote" : info.remote);
        if (info.state == TEAM_JOINING)
            r = error_hint(err, "a lead has to approve this laptop; then “inwork sync”");
        else if (info.state == TEAM_FOUNDING)
            r = error_hint(err, "“inwork sync” goes on with founding it");
    }
    team_info_clear(&info);
    return r;
}

static int put_all(struct store *s, const char *state, const char *remote, const char *name,
                   const char *value, struct error *err)
{
    int r = store_begin(s, err);
    if (r < 0)
        return r;
    r = store_setting_put(s, SETTING_STATE, state, err);
    if (r == 0)
        r = store_setting_put(s, SETTING_REMOTE, remote, err);
    if (r == 0)
        r = store_setting_put(s, name, value, err);
    if (r == 0)
        r = store_commit(s, err);
    if (r < 0)
        store_rollback(s);
    return r;
}

int team_create(struct store *s, const char *name, const char *remote, struct error *err)
{
    if (name[0] == 0)
        return error_set(err, STATUS_DATA, "the team's name is empty");
    int r = begin(s, remote, true, err);
    return r < 0 ? r : put_all(s, "founding", remote, SETTING_FOUNDING, name, err);
}

int team_join(struct store *s, const char *code, const char *remote, struct error *err)
{
    struct joincode parsed;
    int r = joincode_parse(&parsed, code, err);
    if (r == 0)
        r = begin(s, remote, false, err);
    return r < 0 ? r : put_all(s, "joining", remote, SETTING_CODE, code, err);
}

int team_abandon(struct store *s, struct error *err)
{
    struct roster roster;
    int r = state_roster(&roster, s, err);
    if (r < 0)
        return r;
    bool bound = roster.count > 0;
    roster_clear(&roster);
    if (bound)
        return error_set(err, STATUS_DATA, "this store belongs to its team");
    return store_query(s, "team_forget", NULL, 0, NULL, NULL, err);
}

int team_code(struct store *s, char out[JOINCODE_TEXT], struct error *err)
{
    struct roster roster;
    int r = state_roster_needed(&roster, s, err);
    if (r == 0)
        joincode_make(out, &roster);
    roster_clear(&roster);
    return r;
}
