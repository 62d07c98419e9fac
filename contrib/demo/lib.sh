# SPDX-License-Identifier: GPL-3.0-or-later
# What the demo's story is told with: a throw-away folder, three devices, and lines that say what
# each step shows. Sourced by contrib/demo/demo.

bold() { if [ -t 1 ]; then printf '\033[1m%s\033[0m\n' "$*"; else printf '%s\n' "$*"; fi; }

# A heading, and what the step shows.
step() {
    echo
    bold "== $1"
    shift
    if [ $# -gt 0 ]; then printf '   %s\n' "$@"; fi
}

# Show a command as a person would type it, run it, show what it answers.
try() {
    local who=$1
    shift
    printf '%s$ inwork' "$who"
    printf ' %q' "$@" | sed "s/\\\\ / /g"
    echo
    as "$who" "$@" 2>&1 | sed 's/^/    /'
    return "${PIPESTATUS[0]}"
}

# Run the program as one of the three devices, quietly.
as() {
    local who=$1
    shift
    INWORK_STORE=$demo/$who/store.inwork INWORK_PASSPHRASE_FILE=$demo/$who/passphrase \
        "$inwork" "$@"
}

# As above, but a failure ends the story: it must never be told as if it had worked.
must() {
    try "$@" || {
        echo "demo: this step failed" >&2
        exit 1
    }
}

new_device() {
    local who=$1 name=$2
    mkdir -p "$demo/$who"
    (umask 077 && printf 'an invented passphrase of %s\n' "$who" >"$demo/$who/passphrase")
    INWORK_STORE=$demo/$who/store.inwork INWORK_PASSPHRASE_FILE=$demo/$who/passphrase \
        "$inwork" init --name "$name" --kdf light --recovery-file "$demo/$who/recovery" \
        >/dev/null 2>&1
}
