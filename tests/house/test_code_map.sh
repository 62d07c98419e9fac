#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# doc/CODE-MAP names every source file once and nothing that is not there; no file passes 32 kB.
set -u
cd "$(dirname "$0")/../.." || exit 1
bad=0
want=$(git ls-files --cached --others --exclude-standard 'src/*' 'include/*' 'schema/*' 'tests/*' 'contrib/*' |
    grep -v '^tests/data/' | while read -r f; do [ -e "$f" ] && echo "$f"; done | sort)
have=$(grep -v '^#' doc/CODE-MAP | sed 's/:.*//' | tr ',' '\n' | tr -d ' ' | grep . | sort)
while read -r f; do
    echo "doc/CODE-MAP lacks or repeats: $f"
    bad=1
done < <(comm -3 <(echo "$want") <(echo "$have") | tr -d '\t' | grep .)
while read -r f; do
    size=$(wc -c <"$f")
    if [ "$size" -gt 32768 ]; then
        echo "$f is $size bytes: split it by reason to change"
        bad=1
    fi
done < <(echo "$want" | grep '\.[ch]$')
while read -r f; do
    grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' "$f" || {
        echo "$f has no SPDX line"
        bad=1
    }
done < <(echo "$want")
if [ $bad -gt 0 ]; then
    echo "[  FAILED  ] 1 test(s)."
    exit 1
fi
echo "[  PASSED  ] 1 test(s)."
