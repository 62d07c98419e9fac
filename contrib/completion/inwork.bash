# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of inwork for bash: commands, options, kinds and fields; never anybody's data. Made by
# contrib/completion/make.
# shellcheck shell=bash disable=SC2207

_inwork() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local global="--store --passphrase-fd --read-only --json --plain --help --version"
    local words=() i=1 command='' first second options=''
    COMPREPLY=()
    while [ "$i" -lt "$COMP_CWORD" ]; do
        case ${COMP_WORDS[i]} in
            --store | --passphrase-fd) i=$((i + 1)) ;;
            -*) ;;
            *) words+=("${COMP_WORDS[i]}") ;;
        esac
        i=$((i + 1))
    done
    first=${words[0]-} second=${words[1]-}
    case $previous in
        --store | --recovery-file | --identity | -i | -o | --output)
            COMPREPLY=($(compgen -f -- "$current"))
            return
            ;;
        --kind)
            COMPREPLY=($(compgen -W "$(inwork kinds 2>/dev/null | cut -f 1)" -- "$current"))
            return
            ;;
    esac
    local commands="init unlock lock passphrase recover status verify kinds form add set strike apart duplicates merge show list find contact due pathway handover match caseload agenda conflicts resolve import export share note-text disclosure prove team sync age"
    case $first in
        team) local seconds="create code fingerprint join requests approve members export-key" ;;
        age) local seconds="decrypt encrypt" ;;
    esac
    command=$first
    [ -n "${seconds-}" ] && command="$first $second"
    case $command in
        "init") options="--name --recovery-file --kdf" ;;
        "unlock") options="--for" ;;
        "passphrase") options="--new-passphrase-fd --kdf" ;;
        "recover") options="--recovery-file --new-passphrase-fd --kdf" ;;
        "verify") options="--mend" ;;
        "form") options="--width" ;;
        "add") options="--why" ;;
        "set") options="--why" ;;
        "strike") options="--why --undo" ;;
        "apart") options="--why --undo" ;;
        "duplicates") options="--apart" ;;
        "merge") options="--why --undo" ;;
        "show") options="--history --at" ;;
        "list") options="--sort --limit" ;;
        "find") options="--kind --limit" ;;
        "due") options="--days --for" ;;
        "pathway") options="--stage --for" ;;
        "handover") options="--for --to --purpose --without-restricted" ;;
        "caseload") options="--leads" ;;
        "agenda") options="--initials" ;;
        "resolve") options="--take --value --why" ;;
        "import") options="--map --dry-run --skip-duplicates --leave-out-unknown --forget" ;;
        "export") options="--format --output --to --purpose --without-restricted" ;;
        "share") options="--to --purpose --part --route --with-restricted --initials" ;;
        "note-text") options="--to --purpose" ;;
        "disclosure") options="--employer" ;;
        "prove") options="--output --entry --to --purpose" ;;
        "team create") options="--name" ;;
        "team approve") options="--fingerprint --compartment --member --lead" ;;
        "sync") options="--watch --remote" ;;
        "age decrypt") options="--identity" ;;
        "age encrypt") options="--recipient --armor" ;;
    esac
    case $current in
        -*)
            COMPREPLY=($(compgen -W "$options $global" -- "$current"))
            return
            ;;
    esac
    if [ -z "$first" ]; then
        COMPREPLY=($(compgen -W "$commands" -- "$current"))
    elif [ -n "${seconds-}" ] && [ -z "$second" ]; then
        COMPREPLY=($(compgen -W "$seconds" -- "$current"))
    else
        case $first in
            add | list | kinds | export | import)
                if [ "${#words[@]}" -eq 1 ]; then
                    COMPREPLY=($(compgen -W "$(inwork kinds 2>/dev/null | cut -f 1)" -- "$current"))
                elif [ "$first" = import ]; then
                    COMPREPLY=($(compgen -f -- "$current"))
                elif [ "$first" = add ] || [ "$first" = list ]; then
                    COMPREPLY=($(compgen -S = -W "$(inwork kinds "$second" 2>/dev/null |
                        cut -f 1)" -- "$current"))
                    compopt -o nospace 2>/dev/null
                fi
                ;;
            backup | restore) COMPREPLY=($(compgen -f -- "$current")) ;;
        esac
    fi
}
complete -F _inwork inwork
