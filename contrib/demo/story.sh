# SPDX-License-Identifier: GPL-3.0-or-later
# The story: two laptops and an office. Sourced by contrib/demo/demo.

laptop_a_alone() {
    step "Laptop A, no network: a store, and the employers Ada knows" \
        "One encrypted file; the recovery key is printed once." \
        "Everyone and everything here is invented."
    new_device a "Ada Example"
    awk -f "$here/employers.awk" >"$demo/employers.csv"
    must a import employer "$demo/employers.csv"
    employer=$(as a --json find marmalade supermarket --kind employer --limit 1 |
        sed -n 's/.*"id":"\([^"]*\)".*/\1/p' | head -n 1)
    must a find marmalade supermarket

    step "A manager's number, a client, a vocational profile" \
        "Each save is an entry: signed, dated, never overwritten."
    person=$(as a add employer_person employer="$employer" name="Mina Madeup" \
        job_title="Store manager" phone="01632 960123")
    must a contact marmalade supermarket
    client=$(as a add client name="Casey Invented" phone="01632 960456")
    profile=$(as a add vocational_profile client="$client" \
        strengths="Patient, notices detail, good with plants" \
        short_term_goal="Part-time work near home, mornings")
    must a show "$profile"

    step "The job setting at that employer, and the in-work support plan"
    setting=$(as a add job_setting employer="$employer" job_title="Produce assistant")
    job=$(as a add job client="$client" employer="$employer" job_title="Produce assistant" \
        started_on=2026-11-02)
    plan=$(as a add support_plan client="$client" job="$job")
    as a add support_line support_plan="$plan" need="Getting there for 7 am" \
        support="Morning call in the first two weeks" >/dev/null
    must a list support_line
}

team_founded() {
    step "Ada founds the team on a bare git repository" \
        "The host of the repository sees ids, keys and dates: no name, no word of a record."
    must a team create --name "Invented Team" "$demo/team.git"
    must a status
}

b_joins() {
    step "Laptop B: Bertie asks to join; Ada compares the fingerprint and approves" \
        "Ada types what Bertie reads out: the program never fills it in."
    new_device b "Bertie Madeup"
    code=$(as a team code)
    must b team join "$code" "$demo/team.git"
    must a sync
    must a team requests
    device=$(as a --json team requests | sed -n 's/.*"device":"\([^"]*\)".*/\1/p' | head -n 1)
    must a team approve "$device" --fingerprint "$(as b team fingerprint)"
    must a sync
    must b sync
    must b contact marmalade supermarket
    must b list client
}

office_host() {
    step "The office host is given the directory alone" \
        "It answers look-ups over SSH and holds no key for any client's record."
    new_device office "Office Host"
    as office team join "$code" "$demo/team.git" >/dev/null || exit 1
    as a sync >/dev/null
    device=$(as a --json team requests | sed -n 's/.*"device":"\([^"]*\)".*/\1/p' | head -n 1)
    must a team approve "$device" --fingerprint "$(as office team fingerprint)" \
        --compartment directory
    as a sync >/dev/null
    must office sync
    printf 'colleague$ ssh office contact marmalade supermarket\n'
    SSH_ORIGINAL_COMMAND="contact marmalade supermarket" INWORK_STORE=$demo/office/store.inwork \
        INWORK_PASSPHRASE_FILE=$demo/office/passphrase "$here/../ssh/inwork-contact" |
        sed 's/^/    /'
    if as office list client >/dev/null; then
        echo "demo: the office host can read clients" >&2
        exit 1
    fi
    echo "    (and it knows of no client: exit status 1)"
}

both_offline() {
    step "Both go offline; both change the same answer, and different answers" \
        "Different answers merge; the same answer shows both versions on both laptops."
    must a set "$profile" short_term_goal="Mornings, near home, from January"
    must b set "$profile" short_term_goal="Weekends at the garden centre"
    must b set "$client" phone="01632 960999"
    must a set "$client" email="casey@example.org"
    must b sync
    must a sync
    must b sync
    must a conflicts
    must b conflicts
    must b show "$client"
}

conflict_resolved() {
    step "Bertie resolves it; both agree" "The decision is an entry like any other."
    must b resolve "$profile" short_term_goal --value "Weekend mornings at the garden centre" \
        --why "Casey said so on Friday"
    must b sync
    must a sync
    if [ "$(as a --json show "$profile")" != "$(as b --json show "$profile")" ]; then
        echo "demo: the laptops disagree" >&2
        exit 1
    fi
    must a show "$profile" --history
}

nothing_revealed() {
    step "A stolen laptop, a copied repository, a curious host" \
        "Not one name is in any byte of the store or of the repository."
    # Long enough that no ciphertext comes to have one of them by chance.
    words='Casey Invented|Marmalade|Mina Madeup|01632 960|Ada Example|Bertie Madeup|Invented Team|garden centre'
    for object in $(git -C "$demo/team.git" rev-list --objects --all | cut -d' ' -f1); do
        git -C "$demo/team.git" cat-file -p "$object" 2>/dev/null
    done >"$demo/everything-the-host-sees"
    for file in "$demo"/a/store.inwork* "$demo/everything-the-host-sees"; do
        [ -f "$file" ] || continue
        if LC_ALL=C grep -aqiE "$words" "$file"; then
            echo "demo: found a name in ${file##*/}" >&2
            exit 1
        fi
        printf '    %-28s %9d bytes, no name found\n' "${file##*/}" "$(wc -c <"$file")"
    done
    printf 'a wrong passphrase\n' >"$demo/wrong" && chmod 600 "$demo/wrong"
    printf 'thief$ inwork list client\n'
    INWORK_STORE=$demo/a/store.inwork INWORK_PASSPHRASE_FILE=$demo/wrong "$inwork" list client 2>&1 |
        sed 's/^/    /'
}

anyone_can_check() {
    step "Anyone can check who wrote an answer, without this program"
    must a prove "$profile" short_term_goal -o "$demo/proof"
    line=$(as a prove "$profile" short_term_goal -o "$demo/proof2" | grep ssh-keygen | tail -n 1)
    echo "colleague\$ $line"
    (cd "$demo" && sh -c "$line") | sed 's/^/    /'
    [ "${PIPESTATUS[0]}" -eq 0 ] || exit 1
}
