#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual page and the completion say what the program's descriptors say, name every command and
# option, and are well formed.
set -eu
cd "$(dirname "$0")/../.."
inwork=${INWORK:-build/check/inwork}
export INWORK="$inwork"
if [ ! -x "$inwork" ]; then
    echo "skipped: there is no $inwork to compare the manual with"
    exit 0
fi
bad=0
tests=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/manual.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

wrong() {
    echo "$1"
    bad=$((bad + 1))
}

tests=$((tests + 1))
contrib/manual >"$scratch/page"
cmp -s "$scratch/page" doc/inwork.1 || wrong "doc/inwork.1 is out of date: make doc"

tests=$((tests + 1))
contrib/completion/make >"$scratch/completion"
cmp -s "$scratch/completion" contrib/completion/inwork.bash ||
    wrong "contrib/completion/inwork.bash is out of date: make doc"
bash -n contrib/completion/inwork.bash || wrong "the completion is no bash"

tests=$((tests + 1))
if command -v mandoc >/dev/null; then
    mandoc -Tlint -Wwarning doc/*.[157] >"$scratch/lint" || true
    if [ -s "$scratch/lint" ]; then
        cat "$scratch/lint"
        wrong "mandoc finds fault with the manual"
    fi
    mandoc -Tutf8 doc/inwork.1 | sed 's/.\x08//g' | tr -s ' \n' ' ' >"$scratch/text"
    "$inwork" describe >"$scratch/table"
    while IFS='	' read -r what name option _; do
        case $what in
            command) grep -qF -- "inwork $name" "$scratch/text" || wrong "the manual lacks inwork $name" ;;
            option) grep -qF -- "--$option" "$scratch/text" || wrong "the manual lacks --$option of $name" ;;
        esac
    done <"$scratch/table"
else
    echo "skipped: mandoc is not installed"
fi

# The completion completes: commands, second words, options, kinds, fields.
tests=$((tests + 1))
complete_line() {
    PATH="$(dirname "$inwork"):$PATH" bash -c '
        . contrib/completion/inwork.bash
        read -r -a COMP_WORDS <<<"$1"
        [ "${1% }" != "$1" ] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _inwork 2>/dev/null
        echo "${COMPREPLY[*]}"' bash "$1"
}
expect() {
    got=$(complete_line "$1")
    [ "$got" = "$2" ] || wrong "'$1' completes to '$got', not '$2'"
}
expect 'inwork conf' 'conflicts'
expect 'inwork age ' 'decrypt encrypt'
expect 'inwork --json age de' 'decrypt'
expect 'inwork resolve X Y --ta' '--take'
expect 'inwork list employer_p' 'employer_person'
expect 'inwork add employer_person job' 'job_title='

if [ $bad -gt 0 ]; then
    echo "[  FAILED  ] $bad test(s)."
    exit 1
fi
echo "[  PASSED  ] $tests test(s)."
