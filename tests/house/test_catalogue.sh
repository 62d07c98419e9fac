#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The catalogue as data: names, labels, help, references, choices, parents, compartments, that every
# aspect of work the profile, the job setting and the support plan must cover has its field, and
# that every clock is there, and that doc/FIELDS.md and doc/DUE.md say the same. The checks are queries that must find nothing.
set -eu
cd "$(dirname "$0")/../.."
bad=0
tests=0

base=$(mktemp "${TMPDIR:-/tmp}/catalogue.XXXXXX")
trap 'rm -f "$base"' EXIT
{ echo 'BEGIN;' && cat schema/[0-9]*.sql schema/catalogue/*.sql && echo 'COMMIT;'; } |
    sqlite3 -batch -bail "$base"
sql() {
    sqlite3 -batch -bail -readonly "$base" "$1"
}

none() { # what it means when something is found, query
    tests=$((tests + 1))
    found=$(sql "$2")
    if [ -n "$found" ]; then
        echo "$1:"
        printf '%s\n' "$found" | sed 's/^/    /'
        bad=$((bad + 1))
    fi
}

every="SELECT name FROM catalogue_kind UNION ALL SELECT kind || '.' || name FROM catalogue_section
    UNION ALL SELECT kind || '.' || name FROM catalogue_field
    UNION ALL SELECT kind || '.' || field || '.' || value FROM catalogue_choice"
none "not lower_snake_case" "WITH n(name) AS ($every) SELECT name FROM n
    WHERE name GLOB '*[^a-z0-9_.]*' OR name GLOB '[^a-z]*' OR name GLOB '*[._]' OR name LIKE '%\_\_%' ESCAPE '\'
    OR name GLOB '*._*';"
none "kind without title, plural or help" \
    "SELECT name FROM catalogue_kind WHERE title = '' OR plural = '' OR help = '';"
none "unknown compartment" \
    "SELECT name FROM catalogue_kind WHERE compartment NOT IN ('directory', 'casework', 'supervision');"
none "not in the compartment that is promised" "SELECT name, compartment FROM catalogue_kind
    WHERE compartment <> CASE
        WHEN name IN ('employer', 'employer_person', 'employer_contact', 'member', 'team', 'setting', 'holiday',
            'engagement_plan', 'employer_concern', 'job_carving', 'lead', 'source_contact', 'time_log',
            'team_meeting', 'benefit', 'benefit_rate', 'service', 'resource', 'target', 'audit',
            'fidelity_review', 'service_return') THEN 'directory'
        WHEN name IN ('team_barrier', 'induction_item', 'training', 'self_appraisal',
            'supervision_agreement', 'supervision', 'supervision_goal', 'observation', 'expectation',
            'reflection', 'declaration') THEN 'supervision'
        ELSE 'casework' END;"
none "of a supervision that is not a colleague's, or names a client" "SELECT name, parent FROM catalogue_kind
    WHERE compartment = 'supervision' AND parent <> 'member'
    UNION ALL SELECT f.kind, f.name FROM catalogue_field f JOIN catalogue_kind k ON k.name = f.kind
    WHERE k.compartment = 'supervision' AND (f.target = 'client' OR f.name LIKE '%client\_name%' ESCAPE '\');"
none "a name that exports and lists use themselves" \
    "SELECT kind, name FROM catalogue_field WHERE name IN ('id', 'title', 'struck');"
none "position used twice" "SELECT kind, position FROM catalogue_field GROUP BY kind, position HAVING count(*) > 1
    UNION ALL SELECT 'kinds', position FROM catalogue_kind GROUP BY position HAVING count(*) > 1
    UNION ALL SELECT kind || ' sections', position FROM catalogue_section GROUP BY kind, position HAVING count(*) > 1
    UNION ALL SELECT kind || '.' || field, position FROM catalogue_choice GROUP BY kind, field, position
        HAVING count(*) > 1;"
none "field without label or help, or too long to show" "SELECT kind, name FROM catalogue_field
    WHERE label = '' OR help = '' OR length(label) > 29 OR length(help) > 200
    OR label GLOB '*[?:.]' OR help NOT GLOB '*[.?!]';"
none "two fields of one section with one label" "SELECT kind, section, label FROM catalogue_field
    GROUP BY kind, section, label HAVING count(*) > 1;"
none "field in no section" "SELECT f.kind, f.name FROM catalogue_field f LEFT JOIN catalogue_section s
    ON s.kind = f.kind AND s.name = f.section WHERE s.name IS NULL;"
none "section without fields or help" "SELECT s.kind, s.name FROM catalogue_section s WHERE s.help = ''
    OR NOT EXISTS (SELECT 1 FROM catalogue_field f WHERE f.kind = s.kind AND f.section = s.name);"
none "fields of a section apart from each other" "SELECT f.kind, f.name FROM catalogue_field f
    JOIN catalogue_section s ON s.kind = f.kind AND s.name = f.section
    JOIN catalogue_field g ON g.kind = f.kind AND g.position < f.position
    JOIN catalogue_section t ON t.kind = g.kind AND t.name = g.section WHERE t.position > s.position;"
none "of a kind that does not exist" "SELECT kind, name FROM catalogue_field
    WHERE kind NOT IN (SELECT name FROM catalogue_kind)
    UNION ALL SELECT kind, name FROM catalogue_section WHERE kind NOT IN (SELECT name FROM catalogue_kind);"
none "reference to a kind that does not exist" "SELECT kind, name, target FROM catalogue_field
    WHERE (type = 'reference') <> (target <> '')
    OR (target <> '' AND target NOT IN (SELECT name FROM catalogue_kind));"
none "reference out of its compartment, and not into the directory" "SELECT f.kind, f.name FROM catalogue_field f
    JOIN catalogue_kind k ON k.name = f.kind JOIN catalogue_kind t ON t.name = f.target
    WHERE t.compartment NOT IN (k.compartment, 'directory');"
none "parent is not the first field" "SELECT k.name, k.parent FROM catalogue_kind k
    LEFT JOIN catalogue_field f ON f.kind = k.name AND f.position =
        (SELECT min(position) FROM catalogue_field WHERE kind = k.name)
    WHERE k.parent <> '' AND (f.name <> k.parent OR f.target <> k.parent);"
none "a first field refers to a kind that is not called the parent" "SELECT k.name FROM catalogue_kind k
    JOIN catalogue_field f ON f.kind = k.name AND f.position =
        (SELECT min(position) FROM catalogue_field WHERE kind = k.name)
    WHERE k.parent = '' AND f.type = 'reference';"
none "one_of or several_of without choices" "SELECT kind, name FROM catalogue_field f
    WHERE type IN ('one_of', 'several_of') AND (SELECT count(*) FROM catalogue_choice c
        WHERE c.kind = f.kind AND c.field = f.name AND c.label <> '') < 2;"
none "choices of a field that has none" "SELECT kind, field, value FROM catalogue_choice c
    WHERE NOT EXISTS (SELECT 1 FROM catalogue_field f WHERE f.kind = c.kind AND f.name = c.field
        AND f.type IN ('one_of', 'several_of'));"
none "title made of what is no field, or a reference" "WITH RECURSIVE part(kind, field, rest) AS (
        SELECT name, '', title_fields || ',' FROM catalogue_kind UNION ALL
        SELECT kind, substr(rest, 1, instr(rest, ',') - 1), substr(rest, instr(rest, ',') + 1)
        FROM part WHERE rest <> '')
    SELECT kind, field FROM part WHERE field <> '' AND NOT EXISTS (
        SELECT 1 FROM catalogue_field f WHERE f.kind = part.kind AND f.name = part.field AND f.type <> 'reference')
    UNION ALL SELECT name, 'none' FROM catalogue_kind WHERE title_fields = '';"
none "a title made of a reference, or a field called as a column of every view is" "SELECT k.name, f.name
    FROM catalogue_kind k JOIN catalogue_field f ON f.kind = k.name WHERE (f.type = 'reference'
        AND instr(',' || k.title_fields || ',', ',' || f.name || ',') > 0) OR f.name IN ('id', 'title', 'struck');"
none "required, and is not one of the three names" "SELECT kind, name FROM catalogue_field
    WHERE required <> (name = 'name' AND kind IN ('client', 'employer', 'employer_person'));"
none "a sensitive section with a long text that is not sensitive: judged one by one, listed here" \
    "SELECT f.kind, f.name FROM catalogue_field f JOIN catalogue_section s ON s.kind = f.kind AND s.name = f.section
    WHERE s.sensitive AND f.type = 'long_text' AND NOT f.sensitive AND f.kind || '.' || f.name NOT IN (
        'vocational_profile.transport_available', 'vocational_profile.transport_use',
        'vocational_profile.daily_activities', 'vocational_profile.daily_routine',
        'vocational_profile.regular_contacts', 'vocational_profile.expected_personal_gains',
        'vocational_profile.expected_social_gains', 'vocational_profile.motivation_for_work',
        'support_plan.employer_can_do', 'support_plan.return_goal_words',
        'support_plan.return_negotiation', 'support_plan.return_duties', 'support_plan.return_hours');"
none "in the directory, and could name a client" "SELECT f.kind, f.name FROM catalogue_field f
    JOIN catalogue_kind k ON k.name = f.kind WHERE k.compartment = 'directory'
    AND (f.target = 'client' OR (f.name LIKE '%client%' AND f.type IN ('text', 'long_text', 'reference')));"
none "a kind in no area, or an area that says nothing" "SELECT name, area FROM catalogue_kind
    WHERE area NOT IN (SELECT name FROM catalogue_area)
    UNION ALL SELECT 'area', name FROM catalogue_area WHERE help = '' OR title = '';"
none "not the 32 areas of the framework" "SELECT kind, count(*) FROM catalogue_choice
    WHERE kind IN ('self_appraisal', 'training') AND field = 'area' GROUP BY kind HAVING count(*) <> 32;"
none "a gate or a label nobody asked for" "SELECT kind, name FROM catalogue_field WHERE name LIKE '%diagnos%'
    OR name LIKE '%readiness%' OR name LIKE '%eligib%' OR name LIKE '%score%'
    OR (kind = 'referral' AND (name LIKE '%outcome%' OR name LIKE '%decision%' OR name LIKE '%result%'
        OR name LIKE '%suitab%' OR name LIKE '%declined%' OR name LIKE '%closed%'))
    UNION ALL SELECT kind, field || ' ' || value FROM catalogue_choice WHERE value LIKE '%eligib%'
    OR value LIKE '%not_ready%' OR value LIKE '%unsuitable%' OR value LIKE '%unready%'
    OR (kind = 'referral' AND (value LIKE '%declined%' OR value LIKE '%refused%' OR value LIKE '%rejected%'));"
none "a kind whose help names no area of the framework" "SELECT name FROM catalogue_kind
    WHERE help NOT LIKE '%Framework: %' AND name NOT IN ('setting', 'holiday');"
# What F1 says of a field: what it is for, in its own words, and the areas of the framework that its
# kind is about, called as in a self-appraisal.
none "an area of the framework that is called otherwise than in a self-appraisal" "WITH RECURSIVE
    said(what, text) AS (
        SELECT name, help FROM catalogue_kind UNION ALL SELECT kind || '.' || name, help FROM catalogue_section
        UNION ALL SELECT kind || '.' || name, help FROM catalogue_field
        UNION ALL SELECT name, basis FROM catalogue_due),
    named(what, rest) AS (
        SELECT what, substr(text, instr(text, 'Framework: ') + 11) FROM said WHERE text LIKE '%Framework: %'),
    part(what, area, rest) AS (
        SELECT what, '', substr(rest, 1, instr(rest, '.') - 1) || '; ' FROM named
        UNION ALL SELECT what, substr(rest, 1, instr(rest, '; ') - 1), substr(rest, instr(rest, '; ') + 2)
        FROM part WHERE rest <> '')
    SELECT what, area FROM part WHERE area <> '' AND area NOT IN (SELECT label FROM catalogue_choice
        WHERE kind = 'self_appraisal' AND field = 'area');"
none "a field whose help says nothing of its own" "SELECT kind, name, help FROM catalogue_field
    WHERE length(help) < 8 OR lower(rtrim(help, '.')) = lower(label);"
none "about the permission of others, equality or safety, and not left out of shares" "SELECT f.kind, f.name
    FROM catalogue_field f JOIN catalogue_section s ON s.kind = f.kind AND s.name = f.section
    WHERE NOT f.sensitive AND f.type IN ('text', 'long_text') AND ((f.kind = 'equality')
        OR (f.kind IN ('concern', 'safety_share', 'capacity', 'complaint', 'disclosure_item') AND s.sensitive = 0
            AND f.type = 'long_text'));"

none "offers what its type does not take" "SELECT kind, name, initial FROM catalogue_field
    WHERE (initial = 'today' AND type <> 'date') OR (initial = 'now' AND type <> 'time')
    OR (initial = 'me' AND target <> 'member');"
tests=$((tests + 1))
named=$(grep -c "^    ('" schema/catalogue/99_initial.sql)
if [ "$named" != "$(sql "SELECT count(*) FROM catalogue_field WHERE initial <> '';")" ]; then
    echo "schema/catalogue/99_initial.sql names a field that there is not, or one twice"
    bad=$((bad + 1))
fi

none "another name of a field that does not exist, or not as it is compared" "SELECT kind, alias, field
    FROM catalogue_alias a WHERE NOT EXISTS (SELECT 1 FROM catalogue_field f
        WHERE f.kind = a.kind AND f.name = a.field AND (a.part = 0 OR f.type = 'text'))
    OR alias GLOB '*[^a-z ]*' OR part NOT IN (0, 1, 2)
    OR ' ' || alias || ' ' GLOB '* date *' OR ' ' || alias || ' ' GLOB '* of *';"

# What each of the three forms must cover; one field each.
covered() { # kind, fields
    tests=$((tests + 1))
    have=" $(sql "SELECT name FROM catalogue_field WHERE kind = '$1';" | tr '\n' ' ') "
    for field in $2; do
        if [ "${have#* "$field" }" = "$have" ]; then
            echo "$1 has no field $field"
            bad=$((bad + 1))
        fi
    done
}
covered vocational_profile "strengths resources support_needs sources family_permission learned_so_far
    short_term_goal long_term_goal work_history_summary gone_well gone_badly reasons_for_leaving
    mental_health mental_health_management physical_health physical_health_management
    thinking_and_memory neurodiversity interpersonal_skills social_network support_network
    job_seeking_skills vocational_skills transferable_skills attendance motivation_at_work
    stress_at_work job_market_findings job_market_meaning job_opportunities transport_available
    transport_use family_support friends_support living_situation lives_with substance_use
    criminal_record disclosure_willingness expected_personal_gains expected_financial_gains
    expected_social_gains motivation_for_work money_management income benefits daily_activities
    daily_routine regular_contacts work_environment work_tasks contacts_family contacts_friends
    contacts_neighbours contacts_past_employers contacts_past_teachers contacts_community"
covered work_history "job_title employer_name went_well went_badly reason_ended ending_note"
covered job_setting "coworker_count coworker_closeness social_demands staff_interaction breaks_together
    socialising_after_work support_given management supervision_style induction initial_training
    supervision_frequency supervision_length hours_per_week shift_start shift_end days time_off
    sick_leave annual_leave other_leave inside_or_outside noise_level crowding customer_pressure
    pace_pressure noise_pressure equipment_danger contract_details pay pay_schedule benefits_effect
    lengthy_travel transport_options timetable_fit uneasy_places suitability"
covered support_plan "quality_of_life foreseen_support positive_feedback learning_feedback intensity timing
    manages_alone more_support_when less_support_when early_monitoring early_issues continuing_issues
    prompt_response expressing_needs feedback_felt_negative colleague_difficulties resolution
    travel_help morning_calls grooming_and_dress asking_confidence interpersonal_strategies
    communicating_health_needs memory_and_concentration keeping_motivation employer_can_do
    natural_at_work natural_personal natural_community performance_meetings employer_concerns
    employer_solutions employer_feedback_given adjustments health_guidance safety_guidance
    workplace_observing workplace_coaching workplace_modelling workplace_problem_solving
    symptoms_at_work side_effects health_talked_with leaving_reason support_to_stay learned_from_job
    next_search family_permission family_support family_challenges family_expectations family_role
    family_offer return_interventions return_negotiation return_duties return_hours return_goal
    return_parties referral_agency referral_reason"

none "clock without title, beginning or help, or a name that is none" "SELECT name FROM catalogue_due
    WHERE title = '' OR counts_from = '' OR basis = '' OR help NOT GLOB '*[.?!]' OR length(title) > 36
    OR name GLOB '*[^a-z_]*';"
none "clock that begins a kind that does not exist" "SELECT name, starts FROM catalogue_due
    WHERE starts NOT IN ('', 'draft', 'sync') AND starts NOT IN (SELECT name FROM catalogue_kind);"
none "rule without its clock" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 54)
    SELECT 'C' || i FROM n WHERE 'C' || i NOT IN (SELECT number FROM catalogue_due);"
none "setting of a clock that does not exist, without a number or help" "SELECT due, name FROM catalogue_due_setting
    WHERE due NOT IN (SELECT name FROM catalogue_due) OR help NOT GLOB '*.' OR name GLOB '*[^a-z_]*'
    OR value NOT GLOB '[0-9]*' OR value GLOB '*[^0-9.]*';"
none "setting that means two things" "SELECT name FROM catalogue_due_setting GROUP BY name
    HAVING count(DISTINCT value || unit) > 1;"
for clock in $(sql "SELECT name FROM catalogue_due ORDER BY position;"); do
    tests=$((tests + 1))
    query=schema/query/due_$clock.sql
    wanted=$(sql "SELECT 1 + count(*) FROM catalogue_due_setting WHERE due = '$clock';")
    if [ ! -e "$query" ]; then
        echo "clock $clock has no query"
        bad=$((bad + 1))
    elif [ "$(sed '/^--/d' "$query" | grep -o '?[0-9]' | sort | tail -n 1)" != "?$wanted" ]; then
        echo "clock $clock has $((wanted - 1)) settings, and its query takes another number of them"
        bad=$((bad + 1))
    fi
done

tests=$((tests + 1))
if ! contrib/due | cmp -s - doc/DUE.md; then
    echo "doc/DUE.md is out of date: make doc"
    bad=$((bad + 1))
fi
tests=$((tests + 1))
if ! contrib/fields | cmp -s - doc/FIELDS.md; then
    echo "doc/FIELDS.md is out of date: make doc"
    bad=$((bad + 1))
fi

if [ $bad -gt 0 ]; then
    echo "[  FAILED  ] $bad test(s)."
    exit 1
fi
echo "[  PASSED  ] $tests test(s)."
