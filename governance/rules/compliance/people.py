"""Checks 1 to 10: categories, colleges, the number of members."""

from foundation.kernel.sentences import N_
from governance.rules.compliance.situation import Situation
from governance.rules.compliance.verdicts import Verdict, blocks, not_applicable, ok, unknown, warns
from membership.rules.composition import Alert
from statutes.rules import law

REGULARISE = N_("Admit members in the category, or have the board call an extraordinary assembly to regularise.")
CORRECT_STATUTES = N_("Correct this clause in a new version of the statutes, adopted by an extraordinary assembly.")
NO_STATUTES = N_("No statutes are recorded for this day.")
RECORD_STATUTES = N_("Record the statutes in force: most checks are read from them.")
NEARLY_FULL = 90


def check_composition(now: Situation) -> list[Verdict]:
    """Rules 1 to 4: three categories at least, beneficiaries, employees (or producers), nobody left alone.

    Source: loi 47-1775 art. 19 septies. Example: a producer does not stand for the employees once somebody is employed.
    """
    if now.statutes is None:
        return [unknown(rule, NO_STATUTES, RECORD_STATUTES) for rule in (1, 2, 3, 4)]
    by_rule: dict[int, Alert] = {alert.rule: alert for alert in now.people.alerts}
    kept = {
        1: N_("At least three categories have a member."),
        2: N_("The beneficiaries of the activity have members."),
        3: N_("The employees (or the producers) have members."),
        4: N_("No mandatory category hangs on one member."),
    }
    found = [_of_alert(rule, by_rule.get(rule), kept[rule]) for rule in kept]
    employed = now.count("headcount")
    if employed and not now.people.employee_members:
        found[2] = blocks(
            3,
            N_(
                "The cooperative has %(employed)s employees and none is a member: producers stand for them only where "
                "nobody is employed."
            ),
            REGULARISE,
            employed=employed,
        )
    return found


def _of_alert(rule: int, alert: Alert | None, kept: str) -> Verdict:
    if alert is None:
        return ok(rule, kept)
    made = blocks if alert.severity == "critical" else warns
    return made(rule, alert.message, REGULARISE, **dict(alert.values))


def check_statutes(now: Situation) -> list[Verdict]:
    """Rules 5, 6, 8 and 9: what the statutes say of colleges, judged when they were read.

    Source: loi 47-1775 art. 19 octies. Example: a college of 9/100 makes rule 6 block.
    """
    if now.statutes is None:
        return [unknown(rule, NO_STATUTES, RECORD_STATUTES) for rule in (5, 6, 8, 9)]
    if not now.statutes.voting.colleges:
        return [
            not_applicable(rule, N_("The statutes have no colleges: one member, one vote.")) for rule in (5, 6, 9)
        ] + [_of_findings(now, 8)]
    return [_of_findings(now, rule) for rule in (5, 6, 8, 9)]


def _of_findings(now: Situation, rule: int) -> Verdict:
    found = [finding for finding in now.findings if finding.rule == rule]
    if not found:
        return ok(rule, N_("The statutes in force settle this."))
    first = found[0]
    made = blocks if first.is_blocking else warns
    return made(rule, first.message, CORRECT_STATUTES, **dict(first.values))


def check_one_college(now: Situation) -> Verdict:
    """Rule 7: every member is in exactly one college.

    Source: loi 47-1775 art. 19 octies and the statutes. Example: two members without college are named by their numbers.
    """
    if now.statutes is None:
        return unknown(7, NO_STATUTES, RECORD_STATUTES)
    if not now.statutes.voting.colleges:
        return not_applicable(7, N_("The statutes have no colleges: one member, one vote."))
    lost = now.people.without_college
    if lost:
        return blocks(
            7,
            N_("%(count)s members are in no college (numbers %(numbers)s)."),
            N_("Put each of them in a college: no vote can be opened before."),
            count=len(lost),
            numbers=_listed(lost),
        )
    if now.people.in_several:
        return warns(
            7,
            N_("%(count)s members vote in several colleges (numbers %(numbers)s), as the statutes allow."),
            N_("Have this clause read by a lawyer: it may not stand."),
            count=len(now.people.in_several),
            numbers=_listed(now.people.in_several),
        )
    return ok(7, N_("Each of the %(members)s members is in one college."), members=now.people.members)


def check_sarl(now: Situation) -> Verdict:
    """Rule 10: a SARL has 100 members at most; said from 90.

    Source: C. com. art. L223-3. Example: 93 members warn, 101 block.
    """
    if now.form != "SARL":
        return not_applicable(10, N_("Only a SARL has a greatest number of members."))
    members, most = now.people.members, law.SARL_MAXIMUM_MEMBERS
    if members > most:
        return blocks(
            10,
            N_("%(members)s members, %(over)s more than a SARL may have."),
            N_("Change the legal form within one year, or the company is dissolved."),
            members=members,
            over=members - most,
        )
    if members >= NEARLY_FULL:
        return warns(
            10,
            N_("%(members)s members of %(most)s at most: %(left)s more can be admitted."),
            N_("Prepare a change of legal form before the hundredth."),
            members=members,
            most=most,
            left=most - members,
        )
    return ok(10, N_("%(members)s members of %(most)s at most."), members=members, most=most)


def _listed(numbers: tuple[int, ...]) -> str:
    told = ", ".join(str(number) for number in numbers[:12])
    return f"{told}…" if len(numbers) > 12 else told
