#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What each of the two programs is linked with: the one that holds keys has no git in it, the one
# that talks to the network no cryptography, no store and no terminal. And where they are installed
# they find each other.
set -eu
cd "$(dirname "$0")/../.."
inwork=${INWORK:-build/check/inwork}
courier=$(dirname "$inwork")/inwork-courier
if [ ! -x "$inwork" ]; then
    echo "skipped: there is no $inwork to look into"
    exit 0
fi
bad=0
tests=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/programs.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

wrong() {
    echo "$1"
    bad=$((bad + 1))
}
needs() { readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; }

tests=$((tests + 1))
needs "$inwork" >"$scratch/inwork"
grep -q '^libsodium' "$scratch/inwork" || wrong "inwork is not linked with libsodium?"
! grep -E '^lib(git2|ssh2|curl|ssl|crypto)' "$scratch/inwork" || wrong "inwork is linked with these"

tests=$((tests + 1))
needs "$courier" >"$scratch/courier"
grep -q '^libgit2' "$scratch/courier" || wrong "inwork-courier is not linked with libgit2?"
! grep -E '^lib(sodium|sqlite3|keyutils|ncurses|form)' "$scratch/courier" ||
    wrong "inwork-courier is linked with these"

# Installed: bin and libexec. Without the courier everything but the exchange works, and it says so.
tests=$((tests + 1))
mkdir -p "$scratch/usr/bin" "$scratch/usr/libexec/inwork"
cp "$inwork" "$scratch/usr/bin/inwork"
export INWORK_STORE="$scratch/store" INWORK_PASSPHRASE_FILE="$scratch/passphrase"
(umask 077 && echo "an invented passphrase" >"$scratch/passphrase")
"$scratch/usr/bin/inwork" init --name "Wendy Worker" --kdf light --recovery-file "$scratch/recovery" \
    >/dev/null 2>&1 || wrong "init failed"
status=0
"$scratch/usr/bin/inwork" team create --name "Our team" "$scratch/team.git" >"$scratch/said" 2>&1 ||
    status=$?
[ $status -eq 70 ] || wrong "without the courier the status is $status, not 70"
grep -q 'inwork-courier, which talks to the network, is not beside inwork' "$scratch/said" ||
    wrong "without the courier it says: $(cat "$scratch/said")"
cp "$courier" "$scratch/usr/libexec/inwork/inwork-courier"
"$scratch/usr/bin/inwork" team create --name "Our team" "$scratch/team.git" >"$scratch/said" 2>&1 ||
    wrong "with the courier: $(cat "$scratch/said")"
"$scratch/usr/bin/inwork" sync >"$scratch/said" 2>&1 || wrong "sync: $(cat "$scratch/said")"

if [ $bad -gt 0 ]; then
    echo "[  FAILED  ] 1 test(s)."
    exit 1
fi
echo "[  PASSED  ] $tests test(s)."
