/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sync beside the terminal interface: a hidden command that reads the store's key from its standard
 * input (32 bytes), exchanges everything once, and tells on its standard output how it goes.
 *
 * Lines: "P phase done total" (enum sync_phase), then one of "D state sent received quarantined
 * conflicts" (enum sync_state) and "E sentence<TAB>hint".
 */
#ifndef INWORK_APP_BESIDE_H
#define INWORK_APP_BESIDE_H

#define BESIDE_COMMAND "sync-beside"

#endif
