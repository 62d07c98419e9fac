/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts the program together.
 */
#include <stdio.h>
#include <string.h>

#include "inwork/courier/courier.h"

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "courier") == 0)
        return courier_child_main();
    (void)puts("inwork " INWORK_VERSION);
    return 0;
}
