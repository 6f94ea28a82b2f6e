"""The yearly report of the demonstration: the board wrote its words of last year; the worker makes the document."""

from datetime import date, datetime

from foundation.kernel.audit import Actor
from pole.report.queries.year.reading import years_told
from pole.report.rules.sections import Part
from pole.report.services.issuing import ask_report
from pole.report.services.writing import write_words
from scic.demo.founding import DemoMember

WORDS = {
    Part.PROJECT: (
        "Les aides à l’emploi ont reculé et les loyers du centre ont monté\u00a0: trois structures ont quitté la ville. "
        "Le pôle a répondu par des locaux partagés et par une orientation commune des porteurs de projet.\n\n"
        "Ce qui change pour le projet\u00a0: moins d’appels à projets, plus de commandes entre membres."
    ),
    Part.INVOLVEMENT: (
        "Les bénévoles répondent moins que les autres collèges. Le conseil leur consacre un atelier de printemps, "
        "et les évaluations se remplissent désormais sur un téléphone, en cinq minutes."
    ),
    Part.BUDGET: (
        "L’année finit sous le prévu, faute d’avoir recruté avant juin. La part des communes baisse comme annoncé."
    ),
}


def report_last_year(members: list[DemoMember], day: date, at: datetime) -> None:
    """Words of the board in three sections of the year before, and the report asked for."""
    chair = members[0]
    actor = Actor(chair.account.id if chair.account else None, chair.name)
    year = day.year - 1
    if year not in years_told(at):
        return
    for part, text in WORDS.items():
        write_words(year, part, text, seen=0, actor=actor, at=at)
    ask_report(year, actor=actor, at=at)
