"""The whole statutes in sentences, section by section, in the order in which a member asks."""

from collections.abc import Iterator

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from statutes.rules.clauses.assemblies import Cutoff
from statutes.rules.clauses.bodies import Body
from statutes.rules.reading import words
from statutes.rules.reading.assembly import assembly_section, exclusion_line
from statutes.rules.reading.lines import Line, Section, Teller
from statutes.rules.settled import settle
from statutes.rules.tree import Statutes


def read_out(statutes: Statutes) -> tuple[Section, ...]:
    """Every clause as a sentence; those of the law carry their article.

    Source: the statutes, completed by the law of their form. A silent SA: "Members are convened at least 15 days before."
    """
    teller = Teller(settle(statutes))
    sections = (
        Section("voting", N_("How votes are counted"), tuple(_voting(teller, statutes))),
        assembly_section(teller, statutes, "ordinary"),
        assembly_section(teller, statutes, "extraordinary"),
        Section("proxies", N_("Being represented"), tuple(_proxies(teller))),
        Section("remote", N_("Voting from elsewhere"), tuple(_remote(teller))),
        Section("membership", N_("Joining and leaving"), tuple(_membership(teller))),
        Section("capital", N_("Shares and capital"), tuple(_capital(teller, statutes))),
        Section("bodies", N_("Elected bodies"), tuple(_bodies(teller, statutes))),
        Section("surplus", N_("Surplus"), tuple(_surplus(teller))),
        Section("secrecy", N_("Secret ballots"), tuple(_secrecy(teller))),
    )
    return tuple(section for section in sections if section.lines)


def _voting(teller: Teller, statutes: Statutes) -> Iterator[Line]:
    if not statutes.votes_by_college:
        article = teller.settled.articles.get("voting.colleges", "")
        yield Line(N_("There are no colleges: one member, one vote."), {}, article)
    else:
        yield Line(N_("Each member has one vote in his or her college; each college has its weight."), {})
        yield from teller.choose("voting.carry", words.CARRY)
        if teller.value("voting.carry") == "block":
            yield from teller.say(
                "voting.block_threshold", N_("A side carries a college with more than %(value)s of it.")
            )
            yield from teller.choose("voting.college_tie", words.COLLEGE_TIE)
        yield from teller.choose("voting.empty_college", words.EMPTY_COLLEGE)
        if (teller.value("voting.minimum_members") or 1) > 1:
            yield from teller.say("voting.minimum_members", N_("A college forms from %(value)s members."))
        yield from teller.choose("voting.silent_college", words.SILENT_COLLEGE)
    if statutes.legal_form != "SARL" or statutes.votes_by_college:
        yield from teller.choose("voting.base", words.BASE)
    yield from teller.say("voting.blank", N_("Blank and spoilt votes are not votes cast; the minutes say how many."))
    yield from teller.choose("voting.tie_rule", words.TIE_RULE)


def _proxies(teller: Teller) -> Iterator[Line]:
    yield from teller.choose("proxies.holders", words.HOLDERS)
    yield from teller.say("proxies.max_per_holder", N_("Proxies per holder, at most: %(value)s."))
    yield from teller.choose("proxies.same_college", words.SAME_COLLEGE)
    yield from teller.choose("proxies.blank", words.BLANK_PROXY)


def _remote(teller: Teller) -> Iterator[Line]:
    yield from teller.choose("remote.postal", words.POSTAL)
    if teller.value("remote.postal"):
        yield from teller.say(
            "remote.postal_cutoff_days", N_("Deadline for paper forms, in days before the assembly: %(value)s.")
        )
    yield from teller.choose("remote.electronic", words.ELECTRONIC)
    cutoff: Cutoff | None = teller.value("remote.electronic_cutoff")
    if cutoff is not None and cutoff.time is not None and cutoff.days_before is not None:
        message = N_("Deadline for electronic forms: %(time)s; days before the assembly: %(days)s.")
        article = teller.settled.articles.get("remote.electronic_cutoff", "")
        yield Line(message, {"time": cutoff.time, "days": cutoff.days_before}, article)
    yield from teller.choose("remote.hybrid", words.HYBRID)
    yield from teller.choose("remote.fully_remote", words.FULLY_REMOTE)
    yield from teller.say(
        "remote.written_questions_business_days",
        N_("Deadline for written questions, in business days before the assembly: %(value)s."),
    )


def _membership(teller: Teller) -> Iterator[Line]:
    yield from teller.choose("admission.decided_by", words.DECIDED_BY)
    yield from teller.choose("admission.effective", words.ADMISSION_EFFECTIVE)
    yield from teller.say("shares.exit_notice_months", N_("Notice of leaving: %(value)s months."))
    yield from teller.choose("shares.exit_effective", words.EXIT)
    yield from teller.choose("exclusion.allowed", words.EXCLUSION)
    yield from exclusion_line(teller)


def _capital(teller: Teller, statutes: Statutes) -> Iterator[Line]:
    yield Line(N_("Value of a share: %(value)s, the same for all."), {"value": Money(statutes.shares.nominal_cents)})
    least = teller.value("shares.minimum_capital_cents")
    if least is not None:
        article = teller.settled.articles.get("shares.minimum_capital_cents", "")
        yield Line(N_("The capital never falls under %(value)s."), {"value": Money(least)}, article)
    yield from teller.say(
        "shares.floor_fraction", N_("The capital never falls under %(value)s of the highest it ever reached.")
    )
    yield from teller.say("shares.paid_at_subscription", N_("Paid when subscribing, at least: %(value)s."))
    yield from teller.say("shares.balance_due_months", N_("The balance is due within %(value)s months."))
    yield from teller.say("shares.refund_delay_months", N_("Refunds are paid within %(value)s months."))
    yield from teller.choose("shares.partial_refund", words.PARTIAL_REFUND)


def _bodies(teller: Teller, statutes: Statutes) -> Iterator[Line]:
    for index, body in enumerate(statutes.bodies):
        yield from _body(teller, body, f"bodies[{index}]")


def _body(teller: Teller, body: Body, path: str) -> Iterator[Line]:
    name = body.name or body.id
    if body.seats is not None and body.seats.min is not None and body.seats.max is not None:
        values = {"name": name, "least": body.seats.min, "most": body.seats.max}
        yield Line(N_("%(name)s: from %(least)s to %(most)s seats."), values)
    yield from teller.say(f"{path}.term_years", N_("%(name)s: term of office, in years: %(value)s."), name=name)
    yield from teller.choose(f"{path}.renewal", words.RENEWAL, name=name)
    yield from teller.choose(f"{path}.chair_casting_vote", words.CASTING_VOTE, name=name)


def _surplus(teller: Teller) -> Iterator[Line]:
    yield from teller.say("surplus.legal_reserve", N_("To the legal reserve, at least: %(value)s of the surplus."))
    yield from teller.say(
        "surplus.statutory_reserve", N_("To the statutory reserve, at least: %(value)s of what remains.")
    )
    yield from teller.say(
        "surplus.interest_above_tmo_points",
        N_("Share interest, at most: the average yield of private bonds plus %(value)s points."),
    )


def _secrecy(teller: Teller) -> Iterator[Line]:
    for word in teller.value("secret_ballots.required_for") or ():
        yield Line(words.SECRET_FOR[word], {})
    yield from teller.say(
        "secret_ballots.minimum_group", N_("The smallest group whose secret votes are published: %(value)s voters.")
    )
