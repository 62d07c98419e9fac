/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts the program together.
 */
#include <stdio.h>

int main(void)
{
    (void)puts("inwork " INWORK_VERSION);
    return 0;
}
