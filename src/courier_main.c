/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork-courier: the part that talks to the network, a program of its own. What it is not linked
 * with it cannot do: there is no cryptography and no SQLite in it, and no git in the other one.
 */
#include "inwork/courier/courier.h"

int main(void)
{
    return courier_child_main();
}
