"""How a ballot breaks its rule, in sentences that the teller reads; each is an English msgid."""

from foundation.kernel.sentences import N_
from votes.rules.result import Reason

UNKNOWN = N_("%(found)s is no option of this vote")
TWICE = N_("the option %(found)s is marked twice")
RANKED_TWICE = N_("the option %(found)s is ranked twice")
NO_OPTION = N_("no option stands there")
NOT_A_LIST = N_("%(found)s is not a list of options")
NO_OBJECT = N_('%(found)s is not an object such as {"A": 3}')
NOT_IN_RANGE = N_("%(option)s received %(found)s: a whole number from 0 to %(highest)s was expected")
LEFT_OUT = N_("%(option)s received no grade, and the vote has no default grade")
FEW_MARKS = N_("%(found)s options marked, at least %(least)s were expected")
MANY_MARKS = N_("%(found)s options marked, at most %(most)s were allowed")
MANY_POINTS = N_("%(found)s points given, at most %(most)s were allowed")
FEW_OPTIONS = N_("points on %(found)s options, at least %(least)s were expected")
EQUAL_RANKS = N_("equal ranks: this method takes one option a rank")


def broken(message: str, **values: object) -> Reason:
    """Why a ballot is invalid.

    >>> broken(TWICE, found="A").said("en")
    'the option A is marked twice'
    """
    return Reason(message, values)
