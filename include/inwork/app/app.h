/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the program can do. One struct app is made in main and passed down; there is no other state.
 */
#ifndef INWORK_APP_APP_H
#define INWORK_APP_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/seal/secret.h"

struct error;
struct store;
struct vault;

struct app {
    char *store_path;
    int passphrase_fd; /* -1: not given */
    bool read_only;
    bool json;
    bool plain;
    struct vault *vault; /* NULL until app_open */
    struct store *store;
    /* Asks the person at the terminal for a passphrase; set by cli and tui. */
    int (*ask)(struct app *app, const char *prompt, struct secret *out, struct error *err);
    void *ask_payload;
};

/* Where the store is when nothing names one: $XDG_DATA_HOME/inwork/store.inwork. */
int app_init(struct app *app, struct error *err);
void app_close(struct app *app);
/* Open vault and store, taking the passphrase from --passphrase-fd, INWORK_PASSPHRASE_FILE
 * (STATUS_REFUSED if others can read it), the kernel keyring, the terminal, in this order.
 * Idempotent. */
int app_open(struct app *app, struct error *err);

#endif
