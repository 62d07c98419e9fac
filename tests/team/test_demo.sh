#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The demo's story, told as a script, holds from start to finish; each step fails loudly by itself.
set -u
cd "$(dirname "$0")/../.." || exit 1
if contrib/demo/demo </dev/null && echo; then
    echo "[  PASSED  ] 1 test(s)."
else
    echo "[  FAILED  ] 1 test(s)."
    exit 1
fi
