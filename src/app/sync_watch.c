/* SPDX-License-Identifier: GPL-3.0-or-later
 * `sync --watch`: sync when the network comes back, when something was written, and now and then;
 * wait longer after each failure.
 *
 * A signal to end counts at once. Between exchanges it is read from a descriptor, and all is well;
 * during one it ends the process as it would any other, which a sync survives at any moment.
 */
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "inwork/app/app.h"
#include "inwork/app/command.h"
#include "inwork/base/clock.h"
#include "inwork/base/error.h"
#include "inwork/store/store.h"
#include "sync_run_int.h"
#include "sync_watch_int.h"

#define LOOK_SECONDS 5   /* how often unsent entries are looked for */
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

enum woken { BY_TIME, BY_NETWORK, BY_SIGNAL };

/* What one sleeps on. */
struct bed {
    int netlink;
    int signals;
    sigset_t ends; /* the signals to end */
};

static enum woken wait_for_change(const struct bed *bed, int seconds)
{
    struct pollfd p[] = {{.fd = bed->signals, .events = POLLIN},
                         {.fd = bed->netlink, .events = POLLIN}}; /* -1 is passed over */
    int ready = poll(p, 2, seconds * 1000);
    if (ready > 0 && p[1].revents && !p[0].revents) {
        /* Addresses come in bursts: let the dust settle. */
        (void)poll(p, 1, 1500);
        drain(bed->netlink);
    }
    if (ready > 0 && p[0].revents)
        return BY_SIGNAL;
    return ready > 0 ? BY_NETWORK : BY_TIME;
}

/* Until there is reason to sync again; false: to end. */
static bool sleep_well(struct app *app, const struct bed *bed, int retry)
{
    int64_t due = clock_monotonic_ms() + (retry > 0 ? retry : CALM_SECONDS) * INT64_C(1000);
    while (clock_monotonic_ms() < due) {
        int left = (int)((due - clock_monotonic_ms()) / 1000) + 1;
        enum woken woken = wait_for_change(bed, left < LOOK_SECONDS ? left : LOOK_SECONDS);
        if (woken == BY_SIGNAL)
            return false;
        if (woken == BY_NETWORK || (retry == 0 && something_unsent(app)))
            break;
    }
    return true;
}

static int make_bed(struct bed *bed, struct error *err)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    (void)sigemptyset(&bed->ends);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        (void)sigaddset(&bed->ends, numbers[i]);
    bed->signals = signalfd(-1, &bed->ends, SFD_CLOEXEC | SFD_NONBLOCK);
    if (bed->signals < 0)
        return error_errno(err, STATUS_IO, "cannot wait for signals");
    bed->netlink = open_netlink();
    return 0;
}

static void end_bed(struct bed *bed)
{
    if (bed->netlink >= 0)
        (void)close(bed->netlink);
    (void)close(bed->signals);
}

int sync_watch(struct app *app, const char *remote, struct output *out, struct error *err)
{
    struct bed bed;
    sigset_t before;
    int retry = 0;
    int result = make_bed(&bed, err);
    if (result < 0)
        return result;
    do {
        struct error why = {0};
        result = sync_run(app, remote, out, &why);
        /* From here on nothing is under way: before anybody can hear that the exchange is over. */
        (void)sigprocmask(SIG_BLOCK, &bed.ends, &before);
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
        result = 0;
        if (!sleep_well(app, &bed, retry))
            break;
        (void)sigprocmask(SIG_SETMASK, &before, NULL);
    } while (true);
    end_bed(&bed);
    return result;
}
