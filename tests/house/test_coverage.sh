#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# doc/COVERAGE.md: every row A1 to A177 once and with a home; every kind, field, command and clock it
# names exists; every kind of the catalogue and every clock is named.
set -eu
cd "$(dirname "$0")/../.."
page=doc/COVERAGE.md
inwork=${INWORK:-build/check/inwork}
bad=0
tests=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/coverage.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

{
    echo 'BEGIN;'
    cat schema/[0-9]*.sql schema/catalogue/*.sql
    echo "COMMIT; SELECT name FROM catalogue_kind UNION ALL SELECT kind || '.' || name FROM catalogue_field;"
} | sqlite3 -batch -bail :memory: | sort >"$scratch/have"

wrong() { # what it means, a file of what was found
    tests=$((tests + 1))
    if [ -s "$2" ]; then
        echo "$1:"
        sed 's/^/    /' "$2"
        bad=$((bad + 1))
    fi
}

grep -o '^| A[0-9]* |' "$page" | tr -d '| ' | sort >"$scratch/rows"
seq -f 'A%g' 1 177 | sort >"$scratch/wanted"
uniq -d "$scratch/rows" >"$scratch/found"
comm -3 "$scratch/wanted" "$scratch/rows" | sort -u >>"$scratch/found"
wrong "rows missing, unknown or there twice" "$scratch/found"

# A home is a kind, a command, a deadline, a document, or a plain word that there is none.
grep '^| A[0-9]* |' "$page" | awk -F'|' 'NF != 5 || $3 ~ /^ *$/ ||
    $4 !~ /`kind:|`inwork |left to|C[0-9]|\.md|knowledge that no software holds|Today/ { print $2 $4 }
    split($3, words, " ") > 10 { print $2 "more than ten words:" $3 }' >"$scratch/found"
wrong "rows without a home, or badly written" "$scratch/found"

grep -o 'left to [a-z]*' "$page" | grep -v -x 'left to \(reports\|fidelity\|returns\|names\)' |
    sort -u >"$scratch/found" || true
wrong "left to a step that is not named at the top" "$scratch/found"

grep -o '`kind:[^`]*`' "$page" | sed 's/`kind://; s/`$//' | grep -v '^NAME' | sort -u >"$scratch/named"
comm -23 "$scratch/named" "$scratch/have" >"$scratch/found"
wrong "named, and not in the catalogue" "$scratch/found"

sed 's/\..*//' "$scratch/named" | sort -u >"$scratch/kinds"
grep -v '\.' "$scratch/have" | comm -13 "$scratch/kinds" - >"$scratch/found"
wrong "kinds of the catalogue that no row names" "$scratch/found"

# The clocks: those named exist, those that exist are named.
grep -o '\bC[0-9]\+\b' "$page" | sort -u >"$scratch/clocks"
sed -n 's/.*\bC\([0-9]\+\) to C\([0-9]\+\)\b.*/\1 \2/p' "$page" | while read -r from to; do
    seq -f 'C%g' "$from" "$to"
done | sort -u - "$scratch/clocks" >"$scratch/all"
{
    echo 'BEGIN;'
    cat schema/[0-9]*.sql schema/catalogue/*.sql
    echo "COMMIT; SELECT number FROM catalogue_due WHERE number GLOB 'C[0-9]*';"
} | sqlite3 -batch -bail :memory: | sort >"$scratch/counted"
comm -23 "$scratch/all" "$scratch/counted" >"$scratch/found"
wrong "clocks that nothing counts" "$scratch/found"
comm -13 "$scratch/all" "$scratch/counted" >"$scratch/found"
wrong "clocks that no row names" "$scratch/found"

if [ -x "$inwork" ]; then
    "$inwork" describe | awk -F'\t' '$1 == "command" { print $2 }' | sort >"$scratch/commands"
    grep -o '`inwork [^`]*`' "$page" | sed 's/`inwork //; s/`$//; s/ [A-Z].*//' | sort -u |
        comm -23 - "$scratch/commands" >"$scratch/found"
    wrong "commands that the program does not have" "$scratch/found"
else
    echo "skipped: there is no $inwork to ask for its commands"
fi

if [ $bad -gt 0 ]; then
    echo "[  FAILED  ] $bad test(s)."
    exit 1
fi
echo "[  PASSED  ] $tests test(s)."
