"""Names of the facts that membership leaves in the audit trail, and the sentence of each."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class MembershipTag(StrEnum):
    """package:subject:action."""

    PERSON_ADDED = "membership:person:added"
    PERSON_AMENDED = "membership:person:amended"
    DETAILS_WISHED = "membership:details:wished"
    DETAILS_ANSWERED = "membership:details:answered"
    ORGANISATION_ADDED = "membership:organisation:added"
    ORGANISATION_AMENDED = "membership:organisation:amended"
    MEMBER_ADMITTED = "membership:member:admitted"
    MEMBER_ENDED = "membership:member:ended"
    CATEGORY_RECORDED = "membership:category:recorded"
    COLLEGE_ASSIGNED = "membership:college:assigned"
    REPRESENTATIVE_APPOINTED = "membership:representative:appointed"
    REPRESENTATIVE_ENDED = "membership:representative:ended"
    CONSENT_RECORDED = "membership:consent:recorded"
    FACT_REVERSED = "membership:fact:reversed"
    BOND_TIED = "membership:bond:tied"
    BOND_ENDED = "membership:bond:ended"
    BOND_TAKEN_BACK = "membership:bond:taken_back"
    PERSON_DECEASED = "membership:person:deceased"
    DEATH_TAKEN_BACK = "membership:person:lives"
    CONTACT_AMENDED = "membership:contact:amended"
    CONTACT_ADDED = "membership:contact:added"
    CONTACT_DROPPED = "membership:contact:dropped"
    CONTACT_MARKED = "membership:contact:marked"
    EMAIL_JUDGED = "membership:email:judged"
    MASKED_FIELD_READ = "membership:field:read"
    RECORDS_MERGED = "membership:record:merged"
    RECORDS_UNMERGED = "membership:record:unmerged"
    RECORDS_DISTINCT = "membership:record:distinct"
    APPLICATION_SUBMITTED = "membership:application:submitted"
    APPLICATION_STEP = "membership:application:step"
    APPLICATION_UNDONE = "membership:application:undone"
    APPLICATION_SET_ASIDE = "membership:application:set_aside"
    EMPLOYMENT_RECORDED = "membership:employment:recorded"
    APPEAL_STEP = "membership:appeal:step"
    NUMBERS_EXPLAINED = "membership:numbers:explained"
    SETTINGS_CHANGED = "membership:settings:changed"
    DISPATCH_SENT = "membership:dispatch:sent"
    NEWS_REFUSED = "membership:news:said"
    ACCESS_GIVEN = "membership:access:given"
    ACCESS_WITHDRAWN = "membership:access:withdrawn"


EVENT_SENTENCES: dict[str, str] = {
    MembershipTag.PERSON_ADDED: N_("Person %(person)s added."),
    MembershipTag.PERSON_AMENDED: N_("Details of person %(person)s amended: %(fields)s."),
    MembershipTag.DETAILS_WISHED: N_("Correction %(wish)s proposed by the member: %(fields)s."),
    MembershipTag.DETAILS_ANSWERED: N_("Correction %(wish)s (%(fields)s): %(state)s."),
    MembershipTag.ORGANISATION_ADDED: N_("Organisation %(organisation)s added."),
    MembershipTag.ORGANISATION_AMENDED: N_("Details of organisation %(organisation)s amended: %(fields)s."),
    MembershipTag.MEMBER_ADMITTED: N_("Member no. %(number)s admitted from %(effective_on)s."),
    MembershipTag.MEMBER_ENDED: N_("Membership no. %(number)s ended from %(effective_on)s (%(event)s)."),
    MembershipTag.CATEGORY_RECORDED: N_("Member no. %(number)s: category %(category)s from %(effective_on)s."),
    MembershipTag.COLLEGE_ASSIGNED: N_("Member no. %(number)s: college %(college)s from %(effective_on)s."),
    MembershipTag.REPRESENTATIVE_APPOINTED: N_(
        "Organisation %(organisation)s: represented by person %(person)s from %(effective_on)s."
    ),
    MembershipTag.REPRESENTATIVE_ENDED: N_("Organisation %(organisation)s: no representative from %(effective_on)s."),
    MembershipTag.CONSENT_RECORDED: N_("Member no. %(number)s: notices by e-mail %(agreed)s from %(effective_on)s."),
    MembershipTag.FACT_REVERSED: N_("Member no. %(number)s: entry %(table)s %(fact)s taken back. Reason: %(motive)s"),
    MembershipTag.BOND_TIED: N_("Bond with person %(person)s recorded (%(kind)s) from %(effective_on)s."),
    MembershipTag.BOND_ENDED: N_("Bond with person %(person)s ended (%(kind)s) from %(effective_on)s."),
    MembershipTag.BOND_TAKEN_BACK: N_("Bond with person %(person)s taken back (%(kind)s, from %(effective_on)s)."),
    MembershipTag.PERSON_DECEASED: N_("Death of person %(person)s recorded: %(day)s."),
    MembershipTag.DEATH_TAKEN_BACK: N_("Death of person %(person)s (%(day)s) taken back. Reason: %(motive)s"),
    MembershipTag.CONTACT_AMENDED: N_("How to reach them amended: %(fields)s."),
    MembershipTag.CONTACT_ADDED: N_("Contact added: %(kind)s."),
    MembershipTag.CONTACT_DROPPED: N_("Contact removed: %(kind)s."),
    MembershipTag.DISPATCH_SENT: N_(
        "Wrote “%(subject)s” to a list of %(members)s members, %(by_email)s of them by e-mail."
    ),
    MembershipTag.NEWS_REFUSED: N_("News by e-mail refused: %(refuses)s (%(channel)s)."),
    MembershipTag.CONTACT_MARKED: N_("State of a contact noted: %(kind)s."),
    MembershipTag.EMAIL_JUDGED: N_("State of an e-mail address set by hand: %(state)s."),
    MembershipTag.MASKED_FIELD_READ: N_("Masked detail read: %(field)s."),
    MembershipTag.APPEAL_STEP: N_("Member no. %(number)s: appeal against the exclusion, %(step)s on %(day)s."),
    MembershipTag.RECORDS_MERGED: N_("Record %(dropped)s merged into record %(kept)s. Reason: %(motive)s"),
    MembershipTag.RECORDS_UNMERGED: N_("Records %(kept)s and %(dropped)s parted again. Reason: %(motive)s"),
    MembershipTag.RECORDS_DISTINCT: N_("Records %(first)s and %(second)s said to be different."),
    MembershipTag.APPLICATION_SUBMITTED: N_("Request to join %(application)s received (%(channel)s)."),
    MembershipTag.APPLICATION_STEP: N_("Request to join %(application)s: %(event)s, %(effective_on)s."),
    MembershipTag.APPLICATION_UNDONE: N_("Request to join %(application)s: %(event)s taken back. Reason: %(motive)s"),
    MembershipTag.APPLICATION_SET_ASIDE: N_("Online request set aside: known already."),
    MembershipTag.EMPLOYMENT_RECORDED: N_("Employment of person %(person)s from %(effective_on)s until %(until_on)s."),
    MembershipTag.NUMBERS_EXPLAINED: N_("Numbers %(first)s to %(last)s explained: %(note)s"),
    MembershipTag.SETTINGS_CHANGED: N_("Settings of the membership changed: %(fields)s."),
    MembershipTag.ACCESS_GIVEN: N_("Account %(account)s may act for person %(person)s."),
    MembershipTag.ACCESS_WITHDRAWN: N_("Account %(account)s may no longer act for person %(person)s."),
}
