/* SPDX-License-Identifier: GPL-3.0-or-later
 * `sync --watch`: sync when the network comes back, when something was written, and now and then;
 * wait longer after each failure.
 */
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "inwork/app/app.h"
#include "inwork/app/command.h"
#include "inwork/base/clock.h"
#include "inwork/base/error.h"
#include "inwork/store/store.h"
#include "sync_run_int.h"
#include "sync_watch_int.h"

#define LOOK_SECONDS 15  /* how often unsent entries are looked for */
#define CALM_SECONDS 300 /* how often to sync when nothing happens */
#define RETRY_FIRST 10
#define RETRY_LAST 600

/* Told by the kernel when an address or link changes; -1 where that is not possible. */
static int open_netlink(void)
{
    struct sockaddr_nl address = {.nl_family = AF_NETLINK,
                                  .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR |
                                               RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE};
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        (void)close(fd);
        fd = -1;
    }
    return fd;
}

/* What the messages say does not matter, only that something changed. */
static void drain(int fd)
{
    char bytes[4096];
    while (recv(fd, bytes, sizeof bytes, 0) > 0)
        continue;
}

static int take_unsent(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    *(int64_t *)payload = c[2].integer;
    return 0;
}

static bool something_unsent(struct app *app)
{
    int64_t unsent = 0;
    return store_query(app->store, "status", NULL, 0, take_unsent, &unsent, NULL) == 0 &&
           unsent > 0;
}

/* Sleep until it is time: true when the network changed. */
static bool wait_for_change(int netlink, int seconds)
{
    struct pollfd p = {.fd = netlink, .events = POLLIN};
    int ready = poll(&p, netlink >= 0 ? 1 : 0, seconds * 1000);
    if (ready > 0) {
        /* Addresses come in bursts: let the dust settle. */
        (void)poll(NULL, 0, 1500);
        drain(netlink);
    }
    return ready > 0;
}

int sync_watch(struct app *app, const char *remote, struct output *out, struct error *err)
{
    int netlink = open_netlink();
    int retry = 0;
    int result = 0;
    for (;;) {
        struct error why = {0};
        result = sync_run(app, remote, out, &why);
        if (out->flush != NULL)
            (void)out->flush(out);
        if (result < 0 && result != -STATUS_UNAVAILABLE && result != -STATUS_BUSY) {
            if (err != NULL)
                *err = why;
            break;
        }
        if (result < 0) {
            output_notef(out, "%s", why.message);
            retry = retry == 0 ? RETRY_FIRST : retry * 2 > RETRY_LAST ? RETRY_LAST : retry * 2;
        } else {
            retry = 0;
        }
        int64_t due = clock_monotonic_ms() + (retry > 0 ? retry : CALM_SECONDS) * INT64_C(1000);
        while (clock_monotonic_ms() < due) {
            int left = (int)((due - clock_monotonic_ms()) / 1000) + 1;
            if (wait_for_change(netlink, left < LOOK_SECONDS ? left : LOOK_SECONDS))
                break;
            if (retry == 0 && something_unsent(app))
                break;
        }
    }
    if (netlink >= 0)
        (void)close(netlink);
    return result;
}
