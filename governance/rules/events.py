"""The facts that governance writes in the audit trail, and how each is said."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class Event(StrEnum):
    """Tags "governance:subject:action"."""

    ASSEMBLY_CREATED = "governance:assembly:created"
    ASSEMBLY_CHANGED = "governance:assembly:changed"
    ASSEMBLY_CONVENED = "governance:assembly:convened"
    ASSEMBLY_OPENED = "governance:assembly:opened"
    ASSEMBLY_CLOSED = "governance:assembly:closed"
    AGENDA_CHANGED = "governance:agenda:changed"
    OFFICER_NAMED = "governance:officer:named"
    MEMBER_ARRIVED = "governance:attendance:arrived"
    MEMBER_LEFT = "governance:attendance:left"
    HOLDER_ARRIVED = "governance:holder:arrived"
    HOLDER_LEFT = "governance:holder:left"
    PROXY_REGISTERED = "governance:proxy:registered"
    PROXY_REVOKED = "governance:proxy:revoked"
    VOTE_OPENED = "governance:vote:opened"
    VOTE_CLOSED = "governance:vote:closed"
    ROUND_DECLINED = "governance:vote:round_declined"
    QUESTION_ASKED = "governance:question:asked"
    DECISION_RECORDED = "governance:decision:recorded"
    MINUTES_WRITTEN = "governance:minutes:written"
    MINUTES_ISSUED = "governance:minutes:issued"
    SHEET_CERTIFIED = "governance:sheet:certified"
    SHEET_ISSUED = "governance:sheet:issued"
    COMPLIANCE_DECLARED = "governance:compliance:declared"
    CONSULTATION_WRITTEN = "governance:consultation:written"
    CONSULTATION_SCHEDULED = "governance:consultation:scheduled"
    CONSULTATION_UNSCHEDULED = "governance:consultation:unscheduled"
    CONSULTATION_OPENED = "governance:consultation:opened"
    CONSULTATION_WITHDRAWN = "governance:consultation:withdrawn"
    CONSULTATION_EXTENDED = "governance:consultation:extended"
    CONSULTATION_REMINDED = "governance:consultation:reminded"
    CONSULTATION_TOLD = "governance:consultation:told"
    CONSULTATION_FOLLOWED = "governance:consultation:followed"
    BODY_FOUNDED = "governance:body:founded"
    BODY_CHANGED = "governance:body:changed"
    BODY_SEATED = "governance:body:seated"
    BODY_LEFT = "governance:body:left"
    BODY_MET = "governance:body:met"
    BODY_DECIDED = "governance:body:decided"
    TASK_WRITTEN = "governance:task:written"
    TASK_MOVED = "governance:task:moved"
    DRAW_ANNOUNCED = "governance:draw:announced"
    DRAW_MADE = "governance:draw:made"


EVENT_SENTENCES: dict[str, str] = {
    Event.ASSEMBLY_CREATED: N_("Created the assembly “%(title)s”"),
    Event.ASSEMBLY_CHANGED: N_("Changed the assembly “%(title)s”"),
    Event.ASSEMBLY_CONVENED: N_("Convened %(members)s members: %(by_email)s by e-mail, %(by_letter)s by letter"),
    Event.ASSEMBLY_OPENED: N_("Opened the session with %(present)s of %(entitled)s members present or represented"),
    Event.ASSEMBLY_CLOSED: N_("Closed the session"),
    Event.AGENDA_CHANGED: N_("Changed the agenda: “%(title)s”"),
    Event.OFFICER_NAMED: N_("Named %(name)s (%(role)s)"),
    Event.MEMBER_ARRIVED: N_("%(name)s arrived"),
    Event.MEMBER_LEFT: N_("%(name)s left"),
    Event.HOLDER_ARRIVED: N_("%(name)s, who holds a proxy and is not a member, arrived"),
    Event.HOLDER_LEFT: N_("%(name)s, who holds a proxy and is not a member, left"),
    Event.PROXY_REGISTERED: N_("Registered the proxy of %(principal)s to %(holder)s"),
    Event.PROXY_REVOKED: N_("Revoked the proxy of %(principal)s"),
    Event.VOTE_OPENED: N_("Opened the vote on “%(title)s”: %(present)s rights taking part"),
    Event.VOTE_CLOSED: N_("Closed the vote on “%(title)s”"),
    Event.ROUND_DECLINED: N_("Held no second round on “%(title)s”: the decision stands as it is"),
    Event.QUESTION_ASKED: N_("Asked the room for advice: “%(title)s”"),
    Event.DECISION_RECORDED: N_("Recorded decision no. %(number)s: “%(title)s”"),
    Event.MINUTES_WRITTEN: N_("Wrote revision %(revision)s of the minutes"),
    Event.MINUTES_ISSUED: N_("Issued the minutes no. %(number)s"),
    Event.SHEET_CERTIFIED: N_("Certified the attendance sheet: %(taking_part)s of %(entitled)s members take part"),
    Event.SHEET_ISSUED: N_("Issued the attendance sheet"),
    Event.COMPLIANCE_DECLARED: N_("Declared for the compliance checks: %(key)s, %(value)s"),
    Event.CONSULTATION_WRITTEN: N_("Wrote the consultation “%(title)s”"),
    Event.CONSULTATION_SCHEDULED: N_("Set the consultation “%(title)s” to open by itself on %(day)s"),
    Event.CONSULTATION_UNSCHEDULED: N_("The consultation “%(title)s” no longer opens by itself"),
    Event.CONSULTATION_OPENED: N_(
        "Opened the consultation “%(title)s”: %(questions)s questions to %(members)s members"
    ),
    Event.CONSULTATION_WITHDRAWN: N_("Withdrew the consultation “%(title)s” before it opened"),
    Event.CONSULTATION_EXTENDED: N_("Gave more time to the consultation “%(title)s”: until %(day)s"),
    Event.CONSULTATION_REMINDED: N_("Reminded those who have not answered the consultation “%(title)s”: %(members)s"),
    Event.CONSULTATION_TOLD: N_("Told the members that the result of the consultation “%(title)s” can be read"),
    Event.DRAW_ANNOUNCED: N_("Published the list of a drawing of lots: “%(title)s”"),
    Event.DRAW_MADE: N_("Drew the lots of “%(title)s”"),
    Event.CONSULTATION_FOLLOWED: N_("Wrote what was decided after the consultation “%(title)s”"),
    Event.BODY_FOUNDED: N_("Founded the body “%(name)s”"),
    Event.BODY_CHANGED: N_("Changed the body “%(name)s”"),
    Event.BODY_SEATED: N_("%(name)s takes a seat in “%(body)s”"),
    Event.BODY_LEFT: N_("%(name)s leaves “%(body)s”"),
    Event.BODY_MET: N_("Wrote the meeting of “%(body)s” on %(day)s"),
    Event.BODY_DECIDED: N_("The body decided: “%(title)s”"),
    Event.TASK_WRITTEN: N_("Wrote what decision no. %(number)s asks for: “%(title)s”"),
    Event.TASK_MOVED: N_("Told how “%(title)s” goes: %(state)s"),
}
