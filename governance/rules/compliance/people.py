"""Checks 1 to 10 and 46: categories, colleges, the number of members, groups too small to keep a secret."""

from foundation.kernel.sentences import N_
from governance.rules.compliance.situation import Situation
from governance.rules.compliance.verdicts import (
    Detail,
    State,
    Verdict,
    blocks,
    listed,
    not_applicable,
    ok,
    unknown,
    warns,
)
from membership.rules.composition import Alert
from statutes.rules import law
from statutes.rules.findings import Finding

REGULARISE = N_("Admit members in the category, or have the board call an extraordinary assembly to regularise.")
CORRECT_STATUTES = N_("Correct this clause in a new version of the statutes, adopted by an extraordinary assembly.")
NO_STATUTES = N_("No statutes are recorded for this day.")
RECORD_STATUTES = N_("Record the statutes in force: most checks are read from them.")
DECLARE = N_("Declare it below: the check reads the last declaration.")
NO_COLLEGES = N_("The statutes have no colleges: one member, one vote.")
NEARLY_FULL = 90


def check_composition(now: Situation) -> list[Verdict]:
    """Rules 1 to 4: three categories at least, beneficiaries, employees (or producers), nobody left alone.

    Source: loi 47-1775 art. 19 septies. Example: a producer does not stand for the employees once somebody is employed.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import People, Situation
    >>> from statutes.rules.worked import saying
    >>> people = People(members=3, producers=3)
    >>> [one.rule for one in check_composition(Situation(date(2026, 6, 1), saying(), people=people))]
    [1, 2, 4, 3]
    """
    if now.statutes is None:
        return [unknown(rule, NO_STATUTES, RECORD_STATUTES) for rule in (1, 2, 3, 4)]
    by_rule: dict[int, Alert] = {alert.rule: alert for alert in now.people.alerts}
    kept = {
        1: N_("At least three categories have a member."),
        2: N_("The beneficiaries of the activity have members."),
        4: N_("No mandatory category hangs on one member."),
    }
    found = [_of_alert(rule, by_rule.get(rule), kept[rule]) for rule in kept]
    if {2, 3} & by_rule.keys() and 4 not in by_rule:
        found[-1] = not_applicable(4, N_("A mandatory category has no member at all: that comes first."))
    return [*found, _workers(now, by_rule.get(3))]


def _workers(now: Situation, alert: Alert | None) -> Verdict:
    """Rule 3: producers stand for the employees only in a cooperative that employs nobody."""
    here, employed = now.people, now.count("headcount")
    if here.employees:
        return ok(3, N_("Members in the category of employees: %(members)s."), members=here.employees)
    if employed:
        return blocks(
            3,
            N_("The cooperative employs %(employed)s and no employee is a member: producers stand for nobody then."),
            REGULARISE,
            employed=employed,
        )
    if alert is not None:
        return _of_alert(3, alert, "")
    if employed is None:
        return unknown(
            3,
            N_("%(members)s producers stand for the employees, which holds only where nobody is employed."),
            DECLARE,
            members=here.producers,
        )
    return ok(3, N_("Nobody is employed; the producers have %(members)s members."), members=here.producers)


def _of_alert(rule: int, alert: Alert | None, kept: str) -> Verdict:
    if alert is None:
        return ok(rule, kept)
    made = blocks if alert.severity == "critical" else warns
    return made(rule, alert.message, REGULARISE, **dict(alert.values))


def check_colleges(now: Situation) -> list[Verdict]:
    """Rules 5, 6, 8 and 9: what the statutes say of colleges. Whatever they break is judged with all rules (`table.py`).

    Source: loi 47-1775 art. 19 octies. Example: colleges of 2/5, 3/10 and 3/10 keep rules 5 and 6.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Situation
    >>> from statutes.rules.worked import saying
    >>> [(one.rule, one.state.value) for one in check_colleges(Situation(date(2026, 6, 1), saying()))]
    [(5, 'not_applicable'), (6, 'not_applicable'), (9, 'not_applicable'), (8, 'ok')]
    """
    if now.statutes is None:
        return [unknown(rule, NO_STATUTES, RECORD_STATUTES) for rule in (5, 6, 8, 9)]
    settled = ok(8, N_("The statutes settle every policy that a vote needs."))
    if not now.statutes.votes_by_college:
        return [*(not_applicable(rule, NO_COLLEGES) for rule in (5, 6, 9)), settled]
    weights = [one.weight for one in now.statutes.colleges if one.weight is not None]
    told = {"lowest": min(weights, default=0), "highest": max(weights, default=0)}
    return [
        ok(5, N_("The statutes have %(count)s colleges."), count=len(now.statutes.colleges)),
        ok(6, N_("Weights go from %(lowest)s to %(highest)s, and make one together."), **told)
        if weights
        else ok(6, N_("The statutes write no weight: by law every college weighs the same.")),
        settled,
        ok(9, N_("Each weight is a fraction written in the statutes: none follows from the capital brought.")),
    ]


def judged_by_statutes(rule: int, findings: tuple[Finding, ...]) -> Verdict | None:
    """What the statutes in force break or leave open under a rule; None where there is nothing to say.

    Source: the article of the first finding. Example: a college of 9/100 makes rule 6 block.

    >>> judged_by_statutes(6, ()) is None
    True
    """
    found = [one for one in findings if one.rule == rule]
    if not found:
        return None
    hard = [one for one in found if one.is_blocking]
    message = N_("The statutes in force break this rule (%(where)s).")
    if not hard:
        message = N_("The statutes in force leave this open or unusual (%(where)s).")
    told = hard or found
    where = ", ".join(dict.fromkeys(one.where for one in told))
    details = tuple(dict.fromkeys((one.message, tuple(one.values.items())) for one in told))
    return Verdict(
        rule,
        State.BLOCKS if hard else State.WARNS,
        message,
        {"where": where},
        source=told[0].source,
        action=CORRECT_STATUTES,
        details=tuple(Detail(said, dict(values)) for said, values in details),
    )


def check_one_college(now: Situation) -> Verdict:
    """Rule 7: every member is in exactly one college.

    Source: loi 47-1775 art. 19 octies and the statutes. Example: two members without college are named by their numbers.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import People, Situation
    >>> from statutes.rules.worked import saying, weights
    >>> lost = People(members=9, without_college=(4, 7))
    >>> check_one_college(Situation(date(2026, 6, 1), saying(weights("1/5", "2/5", "2/5")), people=lost)).state.value
    'blocks'
    """
    if now.statutes is None:
        return unknown(7, NO_STATUTES, RECORD_STATUTES)
    if not now.statutes.votes_by_college:
        return not_applicable(7, NO_COLLEGES)
    lost, several = now.people.without_college, now.people.in_several
    if lost:
        return blocks(
            7,
            N_("Members in no college: %(count)s (member no. %(numbers)s)."),
            N_("Put each of them in a college: no vote can be opened before."),
            **listed(lost),
        )
    if several:
        return warns(
            7,
            N_("Members who vote in several colleges: %(count)s (member no. %(numbers)s)."),
            N_("Have the clause that allows it read by a lawyer: one person has one vote (loi 47-1775 art. 9)."),
            **listed(several),
        )
    return ok(7, N_("Each of the %(members)s members is in one college."), members=now.people.members)


def check_sarl(now: Situation) -> Verdict:
    """Rule 10: a SARL has 100 members at most; said from 90.

    Source: C. com. art. L223-3. Example: 93 members warn, 101 block.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import People, Situation
    >>> from statutes.rules.worked import saying
    >>> day, sarl = date(2026, 6, 1), saying(form="SARL")
    >>> [check_sarl(Situation(day, sarl, people=People(members=n))).state.value for n in (80, 93, 101)]
    ['ok', 'warns', 'blocks']
    """
    if now.form != "SARL":
        return not_applicable(10, N_("Only a SARL has a greatest number of members."))
    members, most = now.people.members, law.SARL_MAXIMUM_MEMBERS
    told = {"members": members, "most": most}
    if members > most:
        return blocks(
            10,
            N_("%(members)s members, %(over)s more than a SARL may have."),
            N_("Change the legal form within one year, or the company is dissolved."),
            over=members - most,
            **told,
        )
    prepare = N_("Prepare a change of legal form before the hundredth.")
    if members == most:
        return warns(
            10, N_("%(members)s members: the SARL is full, and the next admission is refused."), prepare, **told
        )
    if members >= NEARLY_FULL:
        message = N_("%(members)s members of %(most)s at most: %(left)s more can be admitted.")
        return warns(10, message, prepare, left=most - members, **told)
    return ok(10, N_("%(members)s members of %(most)s at most."), **told)


def check_small_groups(now: Situation) -> Verdict:
    """Rule 46: where the statutes ask for a secret ballot, no college is so small that its count tells who voted what.

    Source: our choice (default 5 voters, never under 3). Example: a college of two members warns before the vote.
    """
    if now.statutes is None:
        return unknown(46, NO_STATUTES, RECORD_STATUTES)
    if not now.statutes.secret_ballots.required_for:
        return not_applicable(46, N_("The statutes ask for no secret ballot."))
    least = max(now.statutes.secret_ballots.minimum_group or law.DEFAULT_SECRET_GROUP, law.SMALLEST_SECRET_GROUP)
    groups = now.people.colleges if now.statutes.votes_by_college else {"": now.people.members}
    small = {name: count for name, count in groups.items() if 0 < count < least}
    if not small:
        return ok(
            46, N_("Every group of voters has %(least)s members at least: a secret ballot stays one."), least=least
        )
    action = N_(
        "Before a secret ballot is opened, have the officers choose: join these votes to others, or vote openly."
    )
    if not now.statutes.votes_by_college:
        message = N_(
            "%(members)s members, fewer than %(least)s: the count of a secret ballot would tell who voted what."
        )
        return warns(46, message, action, members=now.people.members, least=least)
    return warns(
        46,
        N_("Under %(least)s members, the count of a secret ballot would tell who voted what: %(colleges)s."),
        action,
        least=least,
        colleges=", ".join(f"{name} ({count})" for name, count in small.items()),
    )
