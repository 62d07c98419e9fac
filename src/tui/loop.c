/* SPDX-License-Identifier: GPL-3.0-or-later
 * One poll over the terminal, the signal pipe and the sync process. Nothing else in the interface
 * waits.
 */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "inwork/base/clock.h"
#include "loop_int.h"
#include "sync_int.h"
#include "ui_int.h"

static int read_terminal(struct ui *ui, struct error *err)
{
    size_t room = 0;
    unsigned char *at = input_room(ui->input, &room);
    if (room == 0) {
        return 0;
    }
    ssize_t got = read(STDIN_FILENO, at, room);
    if (got > 0) {
        input_came(ui->input, (size_t)got);
        return 0;
    }
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
        return 0;
    }
    return error_set(err, STATUS_IO, "the terminal went away");
}

static int signal_event(struct ui *ui)
{
    unsigned signals = terminal_signals(&ui->terminal);
    if (signals & TERMINAL_LEAVE) {
        return LOOP_LEAVE;
    }
    if (signals & TERMINAL_CONTINUED) {
        return LOOP_REDRAW;
    }
    if (signals & TERMINAL_RESIZED) {
        return LOOP_RESIZED;
    }
    return -1;
}

static int least(int64_t a, int64_t b)
{
    int64_t ms = a < 0 ? b : b < 0 || a < b ? a : b;
    return ms > 3600000 ? 3600000 : (int)ms;
}

int loop_wait(struct ui *ui, struct key *key, int64_t until, struct error *err)
{
    for (;;) {
        if (input_next(ui->input, key)) {
            return LOOP_KEY;
        }
        int pause = input_wait(ui->input, ui->terminal.escape_delay);
        int64_t left = -1;
        if (until > 0) {
            left = until - clock_monotonic_ms();
            left = left < 0 ? 0 : left;
        }
        struct pollfd all[] = {
            {.fd = STDIN_FILENO, .events = POLLIN},
            {.fd = ui->terminal.signal_fd, .events = POLLIN},
            {.fd = sync_fd(ui->sync), .events = POLLIN},
            {.fd = sync_network_fd(ui->sync), .events = POLLIN},
        };
        int ready = poll(all, sizeof all / sizeof all[0], least(pause, left));
        if (ready < 0 && errno != EINTR) {
            return error_errno(err, STATUS_IO, "cannot wait for the terminal");
        }
        if (ready <= 0) {
            if (pause >= 0 && (left < 0 || pause <= left)) {
                if (ready == 0 && input_paused(ui->input, key)) {
                    return LOOP_KEY;
                }
            } else if (ready == 0) {
                return LOOP_TIMER;
            }
            continue;
        }
        if (all[1].revents != 0) {
            int event = signal_event(ui);
            if (event >= 0) {
                return event;
            }
        }
        if (all[0].revents != 0) {
            int status = read_terminal(ui, err);
            if (status != 0) {
                return status;
            }
        }
        if (all[2].revents != 0) {
            return LOOP_SYNC;
        }
        if (all[3].revents != 0) {
            sync_network(ui->sync);
            return LOOP_TIMER; /* there is something new to wait for */
        }
    }
}

bool loop_ready(struct ui *ui)
{
    if (ui->input->head < ui->input->tail) {
        return true;
    }
    struct pollfd one = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&one, 1, 0) > 0 && (one.revents & POLLIN) != 0;
}
