"""The years, the report of one of them, and how far its paper has come."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import now
from foundation.web.guard import requires
from pole.report.queries.issued import is_under_way, issued_reports, last_job
from pole.report.queries.words import words_of, written_years
from pole.report.queries.year.reading import reading_of, years_told
from pole.report.queries.year.whole import read_section
from pole.report.rules.sections import LAW, SECTIONS, Part, require_section
from pole.report.views.blueprint import blueprint


@blueprint.get("")
@requires(Permission.POLE_READ)
def years() -> str:
    """Every year that may be told, with what was issued."""
    told = list(reversed(years_told(now())))
    return render_template(
        "pole/report/years.html", years=told, issued=issued_reports(told), written=written_years(), law=LAW
    )


@blueprint.get("/<int:year>")
@requires(Permission.POLE_READ)
def report(year: int) -> str:
    """The front of the report: what it holds, what was issued, the board's words on the project."""
    read = reading_of(year, now())
    last = last_job(year)
    return render_template(
        "pole/report/report.html",
        read=read,
        told=SECTIONS,
        law=LAW,
        words=words_of(year),
        issued=issued_reports([year]).get(year, []),
        job=last,
        under_way=is_under_way(last),
        years=years_told(now()),
    )


@blueprint.get("/<int:year>/<any({codes}):code>".format(codes=", ".join(Part)))
@requires(Permission.POLE_READ)
def section(year: int, code: str) -> str:
    """One section with its figures, its pictures and the board's words."""
    part, read = require_section(code), reading_of(year, now())
    codes = list(Part)
    rank = codes.index(part)
    return render_template(
        "pole/report/section.html",
        read=read,
        part=part,
        told=SECTIONS,
        found=read_section(part, read),
        words=words_of(year).get(part),
        before=codes[rank - 1] if rank else None,
        after=codes[rank + 1] if rank + 1 < len(codes) else None,
    )


@blueprint.get("/<int:year>/avancement")
@requires(Permission.POLE_READ)
def progress(year: int) -> ResponseReturnValue:
    """The part of the page that moves while the paper is made; 205 once it is over, and the page is loaded again."""
    last = last_job(year)
    if last is None or not is_under_way(last):
        return "", 205
    answer = make_response(render_template("jobs/_progress.html", job=last))
    answer.add_etag()
    return answer.make_conditional(request)
