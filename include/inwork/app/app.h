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
    char *store_path;  /* owned; NULL until app_set_store or app_place */
    int passphrase_fd; /* -1: not given */
    bool read_only;
    bool json;
    bool plain;
    unsigned own_umask;  /* the person's, for what is written into a path remote */
    struct vault *vault; /* NULL until app_open, or app_open_vault */
    struct store *store;
    struct secret given; /* what --passphrase-fd held, kept: a descriptor is read once */
    /* Asks the person at the terminal for a passphrase; set by cli and tui. NULL: nobody there. */
    int (*ask)(struct app *app, const char *prompt, struct secret *out, struct error *err);
    void *ask_payload;
};

void app_init(struct app *app);
/* Settle where the store is, unless that was said: INWORK_STORE, else
 * $XDG_DATA_HOME/inwork/store.inwork. Opening does it; for whoever asks before that.
 * STATUS_NO_INPUT: nothing says where. */
int app_place(struct app *app, struct error *err);
/* Use this store file (--store). Only before it is opened. */
int app_set_store(struct app *app, const char *path, struct error *err);
/* Close store and vault and wipe what was kept of the passphrase; app_open may follow. */
void app_close(struct app *app);
/* app_close, and release what app_init took. */
void app_clear(struct app *app);

/* Open vault and store, taking the passphrase from --passphrase-fd, INWORK_PASSPHRASE_FILE
 * (STATUS_REFUSED if others can read it), the kernel keyring, the terminal, in this order.
 * Idempotent. STATUS_NO_INPUT: there is no store; the hint says `inwork init`. */
int app_open(struct app *app, struct error *err);
/* Only the vault: `locked` reads the header and needs no key. Idempotent. */
int app_open_vault(struct app *app, bool locked, struct error *err);

/* The passphrase as the person gives it now, from each source except the keyring: for what must be
 * confirmed even when the store is unlocked. */
int app_passphrase(struct app *app, const char *prompt, struct secret *out, struct error *err);
/* A new passphrase: from the descriptor, or asked for twice at the terminal when `fd` is -1. */
int app_new_passphrase(struct app *app, int fd, struct secret *out, struct error *err);

#endif
