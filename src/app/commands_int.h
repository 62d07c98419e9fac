/* SPDX-License-Identifier: GPL-3.0-or-later
 * The list of commands, in the order in which help shows them. A command is one line here and one
 * file, src/app/cmd_<name>.c, with a constant `command_<name>`.
 */
#ifndef INWORK_APP_COMMANDS_INT_H
#define INWORK_APP_COMMANDS_INT_H

#include "inwork/app/command.h"

#define COMMANDS(X)                                                                                \
    X(init)                                                                                        \
    X(unlock)                                                                                      \
    X(lock)                                                                                        \
    X(passphrase)                                                                                  \
    X(recover)                                                                                     \
    X(status)                                                                                      \
    X(verify)                                                                                      \
    X(kinds)                                                                                       \
    X(form)                                                                                        \
    X(add)                                                                                         \
    X(set)                                                                                         \
    X(strike)                                                                                      \
    X(apart)                                                                                       \
    X(duplicates)                                                                                  \
    X(merge)                                                                                       \
    X(show)                                                                                        \
    X(list)                                                                                        \
    X(find)                                                                                        \
    X(contact)                                                                                     \
    X(due)                                                                                         \
    X(pathway)                                                                                     \
    X(handover)                                                                                    \
    X(match)                                                                                       \
    X(caseload)                                                                                    \
    X(agenda)                                                                                      \
    X(conflicts)                                                                                   \
    X(resolve)                                                                                     \
    X(import)                                                                                      \
    X(export)                                                                                      \
    X(share)                                                                                       \
    X(note_text)                                                                                   \
    X(disclosure)                                                                                  \
    X(prove)                                                                                       \
    X(team_create)                                                                                 \
    X(team_code)                                                                                   \
    X(team_fingerprint)                                                                            \
    X(team_join)                                                                                   \
    X(team_requests)                                                                               \
    X(team_approve)                                                                                \
    X(team_members)                                                                                \
    X(team_export_key)                                                                             \
    X(sync)                                                                                        \
    X(age_decrypt)                                                                                 \
    X(age_encrypt)                                                                                 \
    X(describe)                                                                                    \
    X(sync_beside)

#define COMMAND_DECLARE(name) extern const struct command command_##name;
COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

/* For a descriptor: the array of options and its length. */
#define COMMAND_OPTIONS(array) .options = (array), .option_count = sizeof(array) / sizeof(array)[0]

#endif
