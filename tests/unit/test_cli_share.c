/* SPDX-License-Identifier: GPL-3.0-or-later
 * What leaves the program through the command line: warnings, the sharing log, and what is left
 * out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/json.h"
#include "run.h"
#include "run_program.h"

static struct person worker;
static char ada[27];
static char ref[64]; /* client=… */

static int begin(void **state)
{
    (void)state;
    person_begin(&worker, "Wendy Worker");
    run_expect(0, &worker, "add", "client", "name=Ada Example", "preferred_name=Addy",
               "phone=01632 960001", "nhs_number=943 476 5919",
               "why_work_now=Ada likes early mornings");
    memcpy(ada, run_line(&worker), sizeof ada);
    (void)snprintf(ref, sizeof ref, "client=%s", ada);
    return 0;
}

static int end(void **state)
{
    (void)state;
    person_end(&worker);
    return 0;
}

static void said(const char *words, int line)
{
    if (!strstr(buf_text(&worker.err), words))
        fail_msg("line %d: “%s” is not in: %s", line, words, buf_text(&worker.err));
}
#define SAID(words) said(words, __LINE__)

static void printed(const char *words, bool want, int line)
{
    if ((strstr(buf_text(&worker.out), words) != NULL) != want)
        fail_msg("line %d: “%s” %s: %s", line, words, want ? "is missing" : "is there",
                 buf_text(&worker.out));
}
#define PRINTED(words) printed(words, true, __LINE__)
#define NOT_PRINTED(words) printed(words, false, __LINE__)

/* How many lines the sharing log of the client has, and the answer to one field of the last. */
static size_t log_lines(void)
{
    run_check(0, run(&worker, "--json", "list", "info_share", ref, "--sort", "shared_time", NULL),
              &worker, __FILE__, __LINE__);
    return run_lines(&worker);
}

static void exports(void **state)
{
    (void)state;
    /* Employers are about nobody. */
    run_expect(0, &worker, "add", "employer", "name=Testbury Bakery");
    run_expect(0, &worker, "export", "employer");
    assert_null(strstr(buf_text(&worker.err), "warning"));

    run_expect(0, &worker, "export", "client");
    PRINTED("943 476 5919");
    SAID("warning: Nobody was named as the recipient, so consent could not be checked (Ada "
         "Example).");
    SAID("hint: Name the recipient with --to");
    assert_int_equal(log_lines(), 1);
    PRINTED("\"what\":\"Export: Clients\"");
    PRINTED("\"route\":\"export\"");
    PRINTED("\"by_program\":\"yes\"");
    PRINTED("\"ground\":\"none_recorded\"");
    PRINTED("\"shared_by\":");

    run_expect(0, &worker, "export", "client", "--to", "Dr Testy", "--purpose", "a review");
    SAID("warning: No consent recorded to share with Dr Testy (Ada Example).");
    run_expect(0, &worker, "add", "consent", ref, "consent_kind=share", "party=Dr Testy",
               "decision=yes", "given_on=yesterday");
    run_expect(0, &worker, "export", "client", "--to", "Dr Testy", "--format", "csv");
    assert_null(strstr(buf_text(&worker.err), "warning"));
    SAID("hint: Restricted answers are in it; --without-restricted leaves them out.");
    assert_int_equal(log_lines(), 3);
    PRINTED("\"with_whom\":\"Dr Testy\"");
    PRINTED("\"purpose\":\"a review\"");
    PRINTED("\"ground\":\"consent\"");

    /* Everything at once; and without what is restricted. */
    run_expect(0, &worker, "export", "client", "--without-restricted");
    NOT_PRINTED("943 476 5919");
    PRINTED("Ada Example");
    run_expect(0, &worker, "export", "client", "--without-restricted", "--format", "csv");
    NOT_PRINTED("943 476 5919");
    NOT_PRINTED("nhs_number");
    PRINTED("why_work_now");
    run_expect(0, &worker, "add", "disclosure_item", ref, "item=addiction", "choice=keep_private");
    run_expect(0, &worker, "export", "disclosure_item", "--without-restricted");
    NOT_PRINTED("ddiction");
    run_expect(0, &worker, "export");
    PRINTED("ddiction");
}

static void read_only_is_not_refused(void **state)
{
    (void)state;
    size_t before = log_lines();
    run_expect(0, &worker, "--read-only", "export", "client", "--to", "Someone New");
    PRINTED("Ada Example");
    SAID("No consent recorded to share with Someone New");
    SAID("This is not in the sharing log, which could not be written: the store was opened "
         "read-only.");
    assert_int_equal(log_lines(), before);
}

static void proofs(void **state)
{
    (void)state;
    size_t before = log_lines();
    char *folder = person_path(&worker, "proof");
    run_expect(0, &worker, "prove", ada, "name", "-o", folder);
    SAID("warning: Nobody was named");
    assert_int_equal(log_lines(), before + 1);
    PRINTED("Proof of one answer: name of client ");
    free(folder);
}

static void summaries(void **state)
{
    (void)state;
    run_expect(0, &worker, "add", "vocational_profile", ref,
               "strengths=Addy is patient, and Ada Example likes people. Will she?");
    run_expect(0, &worker, "add", "employment_plan", ref, "short_term_goal=Work in the mornings");
    run_expect(0, &worker, "add", "disclosure_item", ref, "item=criminal_record", "choice=share");
    size_t before = log_lines();
    run_expect(0, &worker, "share", ada, "--to", "Dr Testy", "--purpose", "a review");
    PRINTED("Ada Example, ");
    PRINTED("For: Dr Testy\nFor what: a review\n");
    PRINTED("Strengths: Addy is patient, and Ada Example likes people. Will she?");
    PRINTED("Goal for the near future: Work in the mornings");
    NOT_PRINTED("01632");
    assert_null(strstr(buf_text(&worker.err), "warning"));
    assert_int_equal(log_lines(), before + 1);
    PRINTED("\"what\":\"Summary: Profile, Plan\"");
    PRINTED("\"route\":\"print\"");

    /* Which answers are left out is said to the writer and not in the text. */
    run_expect(0, &worker, "share", ada, "--part", "person", "--part", "disclosure", "--to",
               "Stranger", "--route", "email");
    PRINTED("01632 960001");
    PRINTED("What is restricted is left out.");
    NOT_PRINTED("riminal");
    NOT_PRINTED("943 476 5919");
    SAID("Left out because it is restricted: ");
    SAID("Client: NHS number");
    SAID("No consent recorded to share with Stranger (Ada Example).");
    run_expect(0, &worker, "share", ada, "--part", "person", "--with-restricted");
    PRINTED("943 476 5919");

    run_expect(0, &worker, "share", ada, "--initials", "--part", "person", "--part", "profile",
               "--to", "a colleague");
    PRINTED("Strengths: A. E. is patient, and A. E. likes people. Will she?");
    NOT_PRINTED("Ada");
    NOT_PRINTED("Addy");
    NOT_PRINTED("01632");
    assert_null(strstr(buf_text(&worker.err), "warning"));

    run_expect(0, &worker, "--json", "share", ada, "--to", "Dr Testy");
    struct json *object = run_json(&worker, 0);
    const char *whole = json_text(json_member(object, "text"), NULL);
    assert_non_null(whole);
    assert_non_null(strstr(whole, "Strengths: Addy is patient"));
    json_free(object);
    run_expect(65, &worker, "share", ada, "--part", "nosuch");
    SAID("no part of the work named “nosuch”");
    run_expect(64, &worker, "share", ada, "--route", "pigeon");
    SAID("Choose from: conversation, ");
    run_expect(0, &worker, "add", "employer", "name=Quiet Garden");
    char employer[27];
    memcpy(employer, run_line(&worker), sizeof employer);
    run_expect(65, &worker, "share", employer);
}

static void notes_for_the_clinical_record(void **state)
{
    (void)state;
    char note[27];
    run_expect(0, &worker, "add", "note", ref, "date=07/09/2026", "kind_of_contact=phone",
               "minutes=30", "activities=Met at the library", "concerns=None voiced");
    memcpy(note, run_line(&worker), sizeof note);
    run_expect(0, &worker, "set", note, "activities=Met at the café", "--why", "wrong place");
    run_expect(0, &worker, "set", note, "wellbeing=Rested");
    size_t before = log_lines();
    run_expect(0, &worker, "note-text", note);
    PRINTED("Client: Ada Example\nDate: Mon 7 Sep 2026\nHow: Phone\nMinutes: 30\n");
    PRINTED("What was done\n  Met at the café\n  [Corrected ");
    PRINTED("Wendy Worker: wrong place. It said, ");
    PRINTED("\n   Met at the library]\n");
    PRINTED("Progress with goals\n  Nothing recorded.\n");
    PRINTED("Wellbeing\n  Rested\n\nConcerns\n  None voiced\n"); /* added later: no correction */
    PRINTED("Written by Wendy Worker, ");
    PRINTED("; signed entry ");
    SAID("No consent recorded to share with the mental health team");
    assert_int_equal(log_lines(), before + 1);
    PRINTED("\"what\":\"Note of Mon 7 Sep 2026\"");
    PRINTED("\"route\":\"clinical_record\"");
    run_expect(0, &worker, "--json", "show", note);
    PRINTED("\"copied_on\"");
    PRINTED("\"in_clinical_record\":{\"value\":\"yes\"");
    run_expect(65, &worker, "note-text", ada);
    run_expect(0, &worker, "--read-only", "note-text", note);
    SAID("The note is not marked as copied: the store was opened read-only.");
    run_expect(0, &worker, "strike", note, "--why", "another client's");
    run_expect(65, &worker, "note-text", note);
}

static void what_may_be_told(void **state)
{
    (void)state;
    char casey[64], bakery[64], garden[64];
    run_expect(0, &worker, "add", "client", "name=Casey Invented");
    (void)snprintf(casey, sizeof casey, "client=%s", run_line(&worker));
    run_expect(0, &worker, "add", "employer", "name=Harbour Hotel");
    (void)snprintf(bakery, sizeof bakery, "employer=%s", run_line(&worker));
    run_expect(0, &worker, "add", "employer", "name=Bright Windows");
    (void)snprintf(garden, sizeof garden, "employer=%s", run_line(&worker));

    run_expect(0, &worker, "disclosure", casey + 7);
    PRINTED("Mental health: Keep private (not talked about yet)");
    SAID("Nothing is agreed to be told: everything is private.");
    run_expect(65, &worker, "add", "employer_contact_for", casey, bakery, "named=yes");
    SAID("nothing is agreed with Casey Invented about what Harbour Hotel may be told, so "
         "everything is private");
    run_expect(65, &worker, "add", "employer_contact_for", casey, bakery,
               "said_about_client=Needs mornings");
    run_expect(65, &worker, "add", "employer_contact_for", casey, bakery,
               "about=A place for Casey Invented");
    run_expect(0, &worker, "add", "employer_contact_for", casey, bakery, "about=Morning shifts",
               "named=no");
    char contact[27];
    memcpy(contact, run_line(&worker), sizeof contact);
    run_expect(65, &worker, "set", contact, "named=yes");
    run_expect(0, &worker, "set", contact, "result=They will ring back");
    run_expect(0, &worker, "set", contact, "named=yes", "--why", "Casey was with me and said it");
    run_expect(0, &worker, "--json", "list", "employer_contact_for", casey);
    assert_int_equal(run_lines(&worker), 1);

    /* Agreed for one employer, with a day: it counts for that one. */
    run_expect(0, &worker, "add", "disclosure_item", casey, bakery, "item=support_from_service",
               "choice=share", "who_tells=together");
    char item[27];
    memcpy(item, run_line(&worker), sizeof item);
    run_expect(65, &worker, "add", "employer_contact_for", casey, bakery, "named=yes");
    run_expect(0, &worker, "set", item, "agreed_on=today");
    run_expect(0, &worker, "add", "employer_contact_for", casey, bakery, "named=yes");
    run_expect(65, &worker, "add", "employer_contact_for", casey, garden, "named=yes");
    run_expect(0, &worker, "disclosure", casey + 7, "--employer", garden + 9);
    NOT_PRINTED("Both together");
    run_expect(0, &worker, "--json", "disclosure", casey + 7, "--employer", bakery + 9);
    assert_int_equal(run_lines(&worker), 8);
    PRINTED("\"item\":\"support_from_service\"");
    PRINTED("\"may_be_told\":true");
    /* A line without a decision says so. */
    run_expect(0, &worker, "add", "disclosure_item", casey, "item=addiction");
    run_expect(0, &worker, "add", "disclosure_item", casey, "item=criminal_record",
               "choice=undecided");
    run_expect(0, &worker, "disclosure", casey + 7);
    PRINTED("Addiction: Keep private (nothing decided yet); employer: any\n");
    PRINTED("Criminal record: Keep private (nothing decided yet); employer: any\n");
    PRINTED("Mental health: Keep private (not talked about yet)\n");
    run_expect(0, &worker, "--json", "disclosure", casey + 7);
    PRINTED("\"item\":\"addiction\",\"employer\":null,\"detail\":\"\",\"state\":\"undecided\"");
    PRINTED("\"state\":\"not_talked_about\"");
    PRINTED("\"state\":\"share\"");
    /* The employer of the team's own record of the contact counts as well. */
    run_expect(0, &worker, "add", "employer_contact", bakery, "date=today");
    char of[64];
    (void)snprintf(of, sizeof of, "employer_contact=%s", run_line(&worker));
    run_expect(0, &worker, "add", "employer_contact_for", casey, of, "named=yes");

    run_expect(0, &worker, "add", "disclosure_made", casey, bakery,
               "items=support_from_service,addiction");
    SAID("note: Told, but not agreed in the personal information plan: Addiction.");

    /* A talk that decides otherwise than the plan says so; one that agrees with it does not. */
    run_expect(0, &worker, "add", "disclosure_talk", casey, "decision=share_nothing");
    SAID("note: The personal information plan still lets 1 thing be told: go over it together.");
    run_expect(0, &worker, "add", "disclosure_talk", casey, "decision=share_some");
    assert_int_equal(worker.err.len, 0);
    run_expect(0, &worker, "add", "disclosure_talk", ref, "decision=undecided");
    assert_int_equal(worker.err.len, 0);
    run_expect(0, &worker, "add", "disclosure_talk", ref, "decision=share_some");
    SAID("note: What may be told, to whom and how, goes line by line into the personal "
         "information plan; until a line is agreed, all stays private.");
}

static void words_after_saving(void **state)
{
    (void)state;
    run_expect(0, &worker, "add", "concern", ref, "what_seen=Seemed very low");
    SAID("note: Nobody is recorded as told yet");
    char concern[27];
    memcpy(concern, run_line(&worker), sizeof concern);
    run_expect(0, &worker, "set", concern, "alerted_on=today");
    assert_int_equal(worker.err.len, 0);
    run_expect(0, &worker, "add", "safety_share", ref, "shared_on=today");
    SAID("note: The ground is missing");
    run_expect(0, &worker, "add", "stage_change", ref, "stage=plan");
    SAID("note: Why is not written: whoever reads this stage needs the reason.");
    run_expect(0, &worker, "add", "stage_change", ref, "stage=plan", "reason=Met at the ward");
    assert_int_equal(worker.err.len, 0);
    run_expect(0, &worker, "add", "referral_out", ref, "service=Debt Help");
    SAID("note: No consent recorded to share with Debt Help: another agency is a new recipient");
    run_expect(0, &worker, "add", "info_share", ref, "with_whom=Landlord", "what=Hours");
    SAID("note: No consent recorded to share with Landlord: ask the person");
    run_expect(0, &worker, "add", "info_share", ref, "with_whom=Ambulance", "ground=safety");
    assert_int_equal(worker.err.len, 0);

    run_expect(0, &worker, "add", "note", ref, "with_whom=client,family");
    SAID("note: No permission is recorded to speak with family or friends");
    run_expect(0, &worker, "add", "supporter", ref, "name=Bo Example", "permission=listen_only");
    run_expect(0, &worker, "add", "note", ref, "with_whom=client,family");
    assert_int_equal(worker.err.len, 0);

    run_expect(0, &worker, "add", "story", ref, "story=It went well");
    assert_int_equal(worker.err.len, 0);
    char story[27];
    memcpy(story, run_line(&worker), sizeof story);
    run_expect(0, &worker, "set", story, "published_where=The newsletter");
    SAID("note: No consent in force is recorded to tell this story in public.");
    run_expect(0, &worker, "add", "consent", ref, "consent_kind=publish_story", "decision=yes");
    char consent[64];
    (void)snprintf(consent, sizeof consent, "consent=%s", run_line(&worker));
    run_expect(0, &worker, "set", story, consent);
    assert_int_equal(worker.err.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exports),
        cmocka_unit_test(read_only_is_not_refused),
        cmocka_unit_test(proofs),
        cmocka_unit_test(summaries),
        cmocka_unit_test(notes_for_the_clinical_record),
        cmocka_unit_test(what_may_be_told),
        cmocka_unit_test(words_after_saving),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
