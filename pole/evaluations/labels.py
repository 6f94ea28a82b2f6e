"""How groups, criteria and words of a result are called in a language."""

from foundation.kernel.sentences import N_, sentence
from pole.evaluations.models import Campaign
from pole.evaluations.queries.campaigns import criteria_of
from pole.evaluations.rules.grids import GLOBAL, GLOBAL_LABEL, WORDS
from pole.evaluations.rules.tables import FEW, HEADS, OUTSIDE, WEIGHTS, Labels

_TOGETHER = N_("%(names)s, counted together")
_EVERYBODY = N_("Every member")


def labels_of(campaign: Campaign, language: str) -> Labels:
    """The words of a campaign in a language; what the cooperative wrote itself stays as it was written."""
    together = sentence(language, _TOGETHER, {"names": "%(names)s"})
    return Labels(
        colleges={one["id"]: one["name"] for one in campaign.colleges},
        criteria={one.code: sentence(language, one.label) for one in criteria_of(campaign)}
        | {GLOBAL: sentence(language, GLOBAL_LABEL)},
        words=[sentence(language, word) for word in WORDS],
        together=together,
        everybody=sentence(language, _EVERYBODY),
        heads=sentence(language, HEADS),
        weights=sentence(language, WEIGHTS),
        outside=sentence(language, OUTSIDE),
        few=sentence(language, FEW),
    )
