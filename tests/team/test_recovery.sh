#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# doc/RECOVERY.md, run as it stands: from a remote and an exported key, with other people's tools
# alone, every entry comes back, what does not verify is left out, and the current answers are right.
set -u
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
inwork=${INWORK:-$root/build/check/inwork}
for tool in git age zstd ssh-keygen sqlite3 b2sum; do
    command -v $tool >/dev/null || {
        echo "skipped: there is no $tool"
        exit 0
    }
done
case $(sqlite3 :memory: "SELECT '{\"a\":1}' ->> '\$.a'" 2>&1) in
1) ;;
*)
    echo "skipped: this sqlite3 has no JSON arrows"
    exit 0
    ;;
esac
scratch=$(mktemp -d "${TMPDIR:-/tmp}/recovery.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
fail() {
    echo "FAIL: $*"
    echo "[  FAILED  ] 1 test(s)."
    exit 1
}
cd "$scratch" || exit 1
umask 077
echo "several words for a test" >passphrase
export INWORK_PASSPHRASE_FILE=$scratch/passphrase
as() {
    local who=$1
    shift
    INWORK_STORE=$scratch/$who/store "$inwork" "$@"
}
for who in ada ben; do
    mkdir $who
    as $who init --name "$who Example" --recovery-file $who/recovery --kdf light 2>/dev/null ||
        fail "init $who"
done
remote=$scratch/team.git
as ada team create --name "Example Team" "$remote" >/dev/null || fail "create"
as ben team join "$(as ada team code)" "$remote" >/dev/null 2>&1 || fail "join"
as ada sync >/dev/null || fail "sync"
device=$(as ben team fingerprint | tr -d -)
as ada team approve "$device" --fingerprint "$(as ben team fingerprint)" 2>/dev/null || fail "approve"
as ada sync >/dev/null || fail "sync"
as ben sync >/dev/null || fail "sync"
one=$(as ada add client name="Testy McTestface" phone="01632 960111") || fail "add"
two=$(as ben add client name='Quoted "Name" \ Example' notes=- <<<'{}' 2>/dev/null ||
    as ben add client name='Quoted "Name" \ Example') || fail "add"
as ada sync >/dev/null && as ben sync >/dev/null && as ada sync >/dev/null || fail "sync"
as ben set "$one" phone="01632 960222" || fail "set"
as ben sync >/dev/null && as ada sync >/dev/null || fail "sync"

# The page's commands: every block that is indented by four spaces, but the one about the roster.
as ada team export-key casework >KEYS 2>/dev/null || fail "export-key"
sed -n 's/^    //p' "$root/doc/RECOVERY.md" | grep -v -e '-n inwork-roster' |
    sed "s|REMOTE|$remote|; s|KEYS|$scratch/KEYS|g" >commands.sh
bash -e commands.sh >answers 2>errors || {
    cat errors
    fail "the page's commands end with an error"
}
[ -s errors ] && {
    cat errors
    fail "something was left out"
}
want=$(as ada export --format json 2>/dev/null | wc -l)
got=$(sqlite3 team/recovered.db 'SELECT count(*) FROM entry')
[ "$got" -eq 3 ] || fail "$got entries of casework came back, not 3 (export has $want lines)"
grep -q "^$one|client|phone|01632 960222|" answers || fail "the newer phone number is missing"
grep -q "01632 960111" answers && fail "the older phone number still counts"
grep -qF "$two|client|name|Quoted \"Name\" \\ Example|" answers || fail "the quoted name is missing"

# Entry ids agree with the program's.
id=$(sqlite3 team/recovered.db "SELECT entry FROM current WHERE field = 'phone'")
as ada show "$one" --history --json | grep -q "\"entry\":\"$id\"" || fail "entry ids differ"

# One altered byte in one segment: that one is left out, by name.
rm -rf team
path=$(git -C "$remote" ls-tree -r --name-only "refs/heads/device/$device" | grep 'casework.*\.age$' | head -1)
git clone -q -b "device/$device" "$remote" altered 2>/dev/null || fail "clone"
other=X
[ "$(dd if="altered/$path" bs=1 skip=400 count=1 2>/dev/null)" = X ] && other=Y
printf $other | dd of="altered/$path" bs=1 seek=400 conv=notrunc 2>/dev/null
git -C altered -c user.name=x -c user.email=x@example.org commit -q -a -m x || fail "commit"
git -C altered push -q origin HEAD || fail "push"
bash -e commands.sh >answers 2>errors
grep -q "left out: $path" errors || fail "an altered segment was not left out"
echo "[  PASSED  ] 1 test(s)."
