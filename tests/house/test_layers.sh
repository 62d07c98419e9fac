#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Each layer includes only the layers above it in the list, and outside libraries only where
# doc/ARCHITECTURE.md allows them.
set -u
cd "$(dirname "$0")/../.." || exit 1
layers=(base text seal vault store model courier team report app tui cli)
declare -A rank allowed
for i in "${!layers[@]}"; do rank[${layers[$i]}]=$i; done
allowed[base]='utf8proc.h jansson.h'
allowed[seal]='sodium.h zstd.h zstd_errors.h keyutils.h'
allowed[vault]='sqlite3.h'
allowed[store]='sqlite3.h'
allowed[courier]='git2.h git2/sys/transport.h git2/sys/errors.h git2/sys/repository.h git2/sys/commit.h'
allowed[tui]='curses.h ncurses.h form.h menu.h panel.h term.h'
guarded='sqlite3.h sodium.h zstd.h zstd_errors.h keyutils.h git2.h utf8proc.h jansson.h curses.h ncurses.h form.h menu.h panel.h term.h'
bad=0
for file in $(git ls-files 'src/*.[ch]' 'include/*.h'); do
    case $file in
    src/main.c | src/courier_main.c | include/inwork/banned.h) continue ;;
    src/*) layer=${file#src/} ;;
    *) layer=${file#include/inwork/} ;;
    esac
    layer=${layer%%/*}
    while read -r header; do
        case $header in
        inwork/*)
            other=${header#inwork/}
            other=${other%%/*}
            if [ -z "${rank[$other]:-}" ] || [ "${rank[$other]}" -gt "${rank[$layer]}" ]; then
                echo "$file includes $header: $layer may not know $other"
                bad=$((bad + 1))
            fi
            ;;
        *_int.h)
            [ -e "$(dirname "$file")/$header" ] || {
                echo "$file includes $header, which is another layer's own"
                bad=$((bad + 1))
            }
            ;;
        git2/*)
            [ "$layer" = courier ] || {
                echo "$file includes $header"
                bad=$((bad + 1))
            }
            ;;
        *)
            if [[ " $guarded " == *" $header "* && " ${allowed[$layer]:-} " != *" $header "* ]]; then
                echo "$file includes $header: not for $layer"
                bad=$((bad + 1))
            fi
            ;;
        esac
    done < <(sed -n 's/^#include [<"]\([^>"]*\)[>"].*/\1/p' "$file")
done
if [ $bad -gt 0 ]; then
    echo "[  FAILED  ] 1 test(s)."
    exit 1
fi
echo "[  PASSED  ] 1 test(s)."
