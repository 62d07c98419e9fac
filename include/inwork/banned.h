/* SPDX-License-Identifier: GPL-3.0-or-later
 * Functions nobody may call here: each has a safer neighbour. Included into every file by the
 * compiler's command line; system headers come first so that their own declarations stay legal.
 */
#ifndef INWORK_BANNED_H
#define INWORK_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi atol atof
#pragma GCC poison localtime gmtime asctime ctime tmpnam mktemp system popen

#endif
