"""Every letter and paper that has a text of its own, in the order of the list."""

from flask import Flask

from foundation.wording.registry import install_wordings
from governance.rules.consultation_wordings import LETTERS as CONSULTATIONS
from governance.rules.following_wordings import LETTERS as FOLLOWING
from governance.rules.wordings import LETTERS as ASSEMBLIES
from membership.rules.wordings import LETTERS as MEMBERSHIP
from pole.actors.rules.wordings import LETTERS as PROTOCOLS
from pole.evaluations.rules.wordings import LETTERS as EVALUATIONS
from shares.rules.demand_wordings import LETTERS as DEMANDS
from shares.rules.wordings import LETTERS as SHARES
from shares.rules.wordings import PAPERS
from treasury.rules.wordings import LETTERS as PAYMENTS

WORDINGS = (
    *MEMBERSHIP,
    *SHARES,
    *DEMANDS,
    *PAYMENTS,
    *ASSEMBLIES,
    *CONSULTATIONS,
    *FOLLOWING,
    *PROTOCOLS,
    *EVALUATIONS,
    *PAPERS,
)


def init_app(app: Flask) -> None:
    """Give the application its letters."""
    install_wordings(app, WORDINGS)
