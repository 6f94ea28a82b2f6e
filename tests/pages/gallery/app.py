"""A style gallery for designers and tests: every macro of templates/macros on a few pages, with invented content.

python -m tests.pages.gallery.app        then open http://localhost:5001
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from flask import Flask, Response, flash, redirect, render_template, request
from flask_babel import Babel
from flask_login import LoginManager, UserMixin
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from sqlalchemy import Integer, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import StaticPool
from wtforms import BooleanField, FileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, ScicError, StateMoved, TooMany
from foundation.kernel.money import Money
from foundation.kernel.places import folder
from foundation.kernel.settings import Picture, Setting
from foundation.web import room
from foundation.web.csv_export import csv_response
from foundation.web.fields import DayField, EurosField, LocalMomentField
from foundation.web.forms import BaseForm, answer, choices
from foundation.web.guard import public, signed_in
from foundation.web.language import chosen_language
from foundation.web.tables import Column, Filter, TableSpec

HERE = Path(__file__).parent
COLLEGES = [
    {"label": "Structures d’accompagnement", "share": Fraction(2, 5), "tone": 1, "voted": 31, "entitled": 38, "for": Fraction(3, 4), "against": Fraction(1, 4)},
    {"label": "Bénéficiaires", "share": Fraction(1, 4), "tone": 2, "voted": 7, "entitled": 12, "for": Fraction(2, 5), "against": Fraction(3, 5)},
    {"label": "Collectivités", "share": Fraction(1, 5), "tone": 3, "voted": 2, "entitled": 3, "for": Fraction(1), "against": Fraction(0)},
    {"label": "Bénévoles", "share": Fraction(1, 10), "tone": 4, "voted": 2, "entitled": 5, "for": Fraction(1, 2), "against": Fraction(1, 2)},
    {"label": "Salariés", "share": Fraction(1, 20), "tone": 5, "voted": 2, "entitled": 2, "for": Fraction(0), "against": Fraction(1)},
]  # fmt: skip
for college in COLLEGES:
    college["weight"] = college["share"]


class GalleryBase(DeclarativeBase):
    """Apart from the product's tables."""


class Sample(GalleryBase):
    """A line of the sample table."""

    __tablename__ = "gallery_sample"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    sort_key: Mapped[str] = mapped_column(String(80))
    college: Mapped[str] = mapped_column(String(20))
    shares: Mapped[int] = mapped_column(Integer)

    @property
    def amount(self) -> Money:
        return Money(2000 * self.shares)


SAMPLES = TableSpec(
    columns=(
        Column("name", "Nom", sort=Sample.sort_key),
        Column("college", "Collège", sort=Sample.college),
        Column("shares", "Parts", sort=Sample.shares, end=True, show="number"),
        Column("amount", "Montant", end=True, show="euros"),
    ),
    search=(Sample.sort_key,),
    filters=(Filter("college", "Collège", [("A", "Structures"), ("B", "Bénéficiaires")], Sample.college),),
    default_sort="name",
    page_size=10,
    csv=True,
    tie_break=Sample.id,
)


class SampleForm(BaseForm):
    """One field of each sort."""

    title = StringField(
        "Titre de la résolution",
        validators=[DataRequired("Écrivez un titre : il figurera au procès-verbal.")],
        description="Tel qu’il figurera au procès-verbal.",
    )
    kind = SelectField("Nature", choices=choices([("ago", "Assemblée ordinaire"), ("age", "Assemblée extraordinaire")]))
    day = DayField("Jour")
    closes_at = LocalMomentField("Clôture du scrutin")
    price = EurosField("Prix d’une part")
    text = TextAreaField("Texte soumis au vote")
    mode = RadioField(
        "Mode de tenue",
        choices=choices([("room", "En salle"), ("video", "En visioconférence"), ("both", "Les deux")]),
        validators=[DataRequired("Choisissez un mode de tenue.")],
    )
    report = FileField("Rapport de gestion")
    agree = BooleanField("J’ai relu l’ordre du jour")


@dataclass(frozen=True)
class Entry:
    """As scic/navigation.py gives them."""

    label: str
    url: str
    icon: str
    current: bool = False


class Visitor(UserMixin):
    """Somebody signed in."""

    id = "1"
    name = "Désirée Évrard"
    email = "desiree@example.org"
    language = None

    def can(self, _permission: str) -> bool:
        return True


def create_gallery(*, signed: bool = True, translations: str | None = None) -> Flask:
    """The gallery as an application of its own, under the real headers, guard and errors."""
    app = Flask("gallery", template_folder=str(folder("templates")), static_folder=str(folder("static")))
    app.config.update(
        SECRET_KEY="gallery",
        SQLALCHEMY_DATABASE_URI="sqlite://",
        SQLALCHEMY_ENGINE_OPTIONS={"poolclass": StaticPool, "connect_args": {"check_same_thread": False}},
        MAX_CONTENT_LENGTH=100_000,
        BABEL_DEFAULT_LOCALE="fr",
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader([FileSystemLoader(HERE / "templates"), FileSystemLoader(str(folder("templates")))])
    db.init_app(app)
    Babel(app, locale_selector=chosen_language, default_translation_directories=translations or _catalogues())
    CSRFProtect(app)
    _sign_in_everybody(app, signed=signed)
    room.init_app(app)
    app.context_processor(lambda: {"navigation": _entries()})
    _add_views(app)
    with app.app_context():
        _fill()
    return app


def _catalogues() -> str:
    try:
        return str(folder("translations"))
    except FileNotFoundError:
        return "translations"


def _sign_in_everybody(app: Flask, *, signed: bool) -> None:
    manager = LoginManager(app)
    manager.user_loader(lambda _id: None)
    manager.request_loader(lambda _request: Visitor() if signed else None)


def _entries() -> list[Entry]:
    entries = [
        Entry("Accueil", "/", "home"), Entry("Assemblées", "/vote", "vote"), Entry("Membres", "/tableau", "users"),
        Entry("Parts", "/graphiques", "coins"), Entry("Décisions", "/formulaire", "gavel"), Entry("Statuts", "/etats", "scale"),
        Entry("Réglages", "/connexion-essai", "settings"),
    ]  # fmt: skip
    return [Entry(one.label, one.url, one.icon, current=one.url == request.path) for one in entries]


def _fill() -> None:
    engine = db.engine
    for table in (Setting.__table__, Picture.__table__):
        table.create(engine, checkfirst=True)
    GalleryBase.metadata.create_all(engine)
    db.session.add(Setting(key="name", value="Le Pôle du Lac", changed_at=datetime(2026, 1, 1, tzinfo=UTC)))
    names = [
        "Adèle Brun",
        "Bruno Évrard",
        "Chloé Œuvrard",
        "Les Ateliers du Quai",
        "Mutuelle du Val d’Orge",
        "Noël Mückler",
    ]
    for rank in range(34):
        name = f"{names[rank % 6]} {rank + 1}"
        db.session.add(
            Sample(name=name, sort_key=name.lower().replace("é", "e"), college="AB"[rank % 2], shares=rank * 3 + 1)
        )
    db.session.commit()


def _add_views(app: Flask) -> None:
    def page(address: str, template: str, **context: object) -> None:
        app.add_url_rule(
            address, template, public(lambda: render_template(f"gallery/{template}.html", colleges=COLLEGES, **context))
        )

    page("/", "components", at=datetime(2026, 6, 12, 16, 5, tzinfo=UTC), on=date(2026, 6, 1), money=Money(123456))
    page("/vote", "vote")
    page("/graphiques", "charts")
    page("/etats", "states")
    page("/projecteur", "projector")
    page("/connexion-essai", "bare")
    app.add_url_rule("/tableau", "table", public(_table))
    app.add_url_rule("/tableau/cloture", "late", public(_late), methods=["POST"])
    app.add_url_rule("/formulaire", "form", public(_form), methods=["GET", "POST"])
    app.add_url_rule("/erreurs/<int:status>", "error", public(_error))
    app.add_url_rule("/prive", "private", signed_in(lambda: "for accounts"))
    app.add_url_rule("/oubli", "forgotten", lambda: "no mark")
    app.add_url_rule("/suivi", "poll_fragment", public(_fragment))
    app.add_url_rule("/suivi/page", "poll", public(lambda: render_template("gallery/poll.html")))
    app.extensions["gallery_turn"] = {"turn": 0}


def _table() -> Response | str:
    if request.args.get("format") == "csv":
        return csv_response("membres", SAMPLES, SAMPLES.all_rows(select(Sample), request.args))
    return render_template("gallery/table.html", table=SAMPLES.read(select(Sample), request.args))


def _late() -> str:
    raise StateMoved("closed", "This vote is closed.")


def _form() -> object:
    form = SampleForm()
    if form.validate_on_submit():
        flash("La résolution est enregistrée.", "success")
        return redirect("/formulaire", 303)
    return answer(form, "gallery/form.html")


def _error(status: int) -> str:
    kinds: dict[int, ScicError] = {
        404: NotFound("gone", "There is no page here"),
        409: StateMoved("closed", "This vote closed at %(at)s. Your ballot was not counted; the result is on the vote's page.", at=datetime(2026, 6, 12, 16, 5, tzinfo=UTC)),
        422: Refused("proxy-limit", "%(name)s already holds %(held)s proxies, the limit of your statutes. Give yours to somebody else.", rule=33, source="Code de commerce, art. L. 225-106", name="Ada", held=2),
        429: TooMany("slow", "Too many attempts"),
    }  # fmt: skip
    if status in kinds:
        raise kinds[status]
    if status == 500:
        raise ZeroDivisionError
    from flask import abort

    abort(status)


def _fragment() -> Response:
    from flask import current_app

    told = current_app.extensions["gallery_turn"]
    turn, matter = told["turn"], told.get("matter", "ouvert")
    response = Response(
        f'<p data-poll-status data-poll-key="{matter}">Tour {turn}</p><input name="note" id="note" aria-label="note">'
    )
    response.set_etag(f"{turn}-{matter}")
    return response.make_conditional(request)


if __name__ == "__main__":
    create_gallery().run(port=5001)
