"""Why a resolution was adopted or rejected, in sentences: an English msgid and exact values."""

from fractions import Fraction
from math import floor

from foundation.kernel.sentences import N_
from votes.rules.carrying import Carriage
from votes.rules.count_data import CountFile
from votes.rules.majority import Threshold
from votes.rules.policy_reasons import policy_reasons
from votes.rules.result import Reason, Votes
from votes.rules.tally import Tally, expressed_votes
from votes.rules.terms import Abstention, Base

_ABSTAIN = {
    Abstention.EXCLUDED: N_("Abstentions are not votes expressed: %(count)s."),
    Abstention.AGAINST: N_("Abstentions count as votes against: %(count)s."),
    Abstention.FOR: N_("Abstentions count as votes for: %(count)s."),
}
_OF_VOTES = N_("For: %(for_)s of the %(base)s votes expressed, that is %(ratio)s (%(units)s.%(hundredths)s%%).")
_OF_ENTITLED = N_(
    "For: %(for_)s of the %(base)s members entitled to vote, that is %(ratio)s (%(units)s.%(hundredths)s%%)."
)
_OF_PRESENT = N_(
    "For: %(for_)s of the %(base)s members present or represented, that is %(ratio)s (%(units)s.%(hundredths)s%%)."
)
_OF_WEIGHT_EXPRESSED = N_(
    "For: %(ratio)s of the weight expressed, %(for_)s out of %(base)s (%(units)s.%(hundredths)s%%)."
)
_OF_ALL_WEIGHT = N_("For: %(ratio)s of the whole weight of the colleges (%(units)s.%(hundredths)s%%).")
_HEAD_BASES = {Base.ALL: _OF_ENTITLED, Base.ENTITLED: _OF_ENTITLED, Base.PRESENT: _OF_PRESENT}


def reasons(file: CountFile, carriage: Carriage, tally: Tally, *, base: Fraction | None) -> tuple[Reason, ...]:
    """All the reasons, in the order in which a teller would read them: policies, abstentions, figures, verdict."""
    listed = policy_reasons(carriage.policies, carriage.colleges, by_heads=carriage.by_heads)
    if tally.votes.abstain and file.abstention is not None:
        listed.append(Reason(_ABSTAIN[file.abstention], {"count": tally.votes.abstain}))
    if base is not None and base > 0:
        listed.append(_figures(file, carriage, base))
    listed.append(_verdict(file.majority, carriage.for_, base))
    listed += _against_the_heads(file, carriage, tally.votes)
    return tuple(listed)


def _figures(file: CountFile, carriage: Carriage, base: Fraction) -> Reason:
    if carriage.by_heads:
        message = _HEAD_BASES.get(file.base or Base.EXPRESSED, _OF_VOTES)
    else:
        message = _OF_ALL_WEIGHT if base == 1 else _OF_WEIGHT_EXPRESSED
    ratio = carriage.for_ / base
    # half up, as on the papers: the same share is never printed in two ways
    units, hundredths = divmod(floor(ratio * 10_000 + Fraction(1, 2)), 100)
    values = {"for_": carriage.for_, "base": base, "ratio": ratio, "units": units}
    return Reason(message, values | {"hundredths": f"{hundredths:02d}"})


def _verdict(majority: Threshold | None, votes_for: Fraction, base: Fraction | None) -> Reason:
    if majority is None:
        return Reason(N_("No verdict: the file does not state the majority."))
    if base is None:
        return Reason(N_("No verdict: the file does not state what the majority is taken of (base)."))
    if base <= 0:
        return Reason(N_("Rejected: no vote was expressed."))
    ratio, values = votes_for / base, {"majority": majority.value}
    if majority.strict:
        return Reason(_over(ratio, majority.value), values)
    if ratio < majority.value:
        return Reason(N_("Rejected: at least %(majority)s was needed."), values)
    return Reason(N_("Adopted: at least %(majority)s was needed."), values)


def _over(ratio: Fraction, needed: Fraction) -> str:
    if ratio > needed:
        return N_("Adopted: more than %(majority)s was needed.")
    if ratio == needed == Fraction(1, 2):
        return N_("Rejected: a perfect tie is a rejection, more than %(majority)s was needed.")
    if ratio == needed:
        return N_("Rejected: exactly %(majority)s is not enough, more was needed.")
    return N_("Rejected: more than %(majority)s was needed.")


def _against_the_heads(file: CountFile, carriage: Carriage, votes: Votes) -> list[Reason]:
    """Say it where the weights and the heads point to different sides: both belong in the minutes."""
    heads_for, heads_against = expressed_votes(votes, file.abstention)
    by_weight = carriage.for_ - carriage.against
    if carriage.by_heads or by_weight * (heads_for - heads_against) >= 0:
        return []
    message = N_("By head it is the opposite: %(for_)s for, %(against)s against. The weights of the colleges decide.")
    return [Reason(message, {"for_": heads_for, "against": heads_against})]
