"""Members come in from a sheet: who is who, what is kept, what an import never does, and the way back."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select

from foundation.kernel.audit import first_broken_entry, history
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.mailing.models import Mail
from membership.exporting import HEADINGS, exported_rows
from membership.models.facts import MembershipFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.ordering import EVERYBODY
from membership.queries.roll import members_on
from membership.services.importing import MEMBERS
from spreadsheets.writing import csv_chunks, xlsx_chunks
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, make_statutes, represent
from tests.factories.shares import hold
from tests.factories.sheets import faults, planned, sheet, states, taken, undone

HEAD = "N° sociétaire | Nom | Prénom | Né(e) le | Courriel | Catégorie | Collège | Date d'admission"
ADA = "12 | Le Bris | Ada | 5/3/1980 | ada@exemple.fr | Usagers | | 01/03/2019"
YANN = " | Quéré | Yann | | yann@exemple.fr | salaries | Collège des salariés | 12/06/2020"


@pytest.fixture(autouse=True)
def statutes(session):
    make_statutes()


def lines(*rows: str, head: str = HEAD) -> bytes:
    return sheet("\n".join((head, *rows)))


def register() -> list[tuple]:
    return [
        (m.number, m.name, m.category, m.college, m.since)
        for m in sorted(members_on(date(2026, 6, 1)), key=lambda m: m.number)
    ]


def test_members_keep_their_historic_number_and_day_and_the_others_get_the_next_numbers(session):
    taken(MEMBERS, lines(ADA, YANN))
    assert register() == [
        (12, "Ada Le Bris", "usagers", "usagers", date(2019, 3, 1)),
        (13, "Yann Quéré", "salaries", "salaries", date(2020, 6, 12)),
    ]


def test_the_founding_day_shows_founders_typed_years_later(session):
    taken(MEMBERS, lines(ADA), at=RECORDED)
    assert [one.number for one in members_on(date(2019, 3, 1))] == [12]
    assert members_on(date(2019, 2, 28)) == []
    assert members_on(date(2026, 1, 1), known_at=datetime(2026, 5, 1, tzinfo=UTC)) == []


def test_nobody_is_written_to(session):
    before = db.session.scalar(select(func.count()).select_from(Mail))
    taken(MEMBERS, lines(ADA, YANN))
    assert db.session.scalar(select(func.count()).select_from(Mail)) == before


def test_a_trial_writes_nothing(session):
    assert states(planned(MEMBERS, lines(ADA, YANN))) == ["created", "created"]
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_the_same_sheet_again_adds_nothing(session):
    content = lines(ADA, YANN, " | Sans Rien | Zoé | | | usagers | | 2021-01-01")
    taken(MEMBERS, content)
    assert states(planned(MEMBERS, content)) == ["unchanged"] * 3


def test_titles_above_totals_inside_and_blank_lines_are_no_members(session):
    content = sheet(
        "SCIC du Vallon\n\nRegistre au 31/12/2025 ||\n"
        "Numéro | Nom | Prénoms | Catégorie | Admis le | Nombre de parts | Montant libéré\n"
        "1 | Le Bris | Ada | usagers | 01/03/2019 | 10 | 200,00 €\n"
        "Total usagers | | | | | 10 | 200,00\n | | | | | |\n"
        "2 | Quéré | Yann | salaries | 01/03/2019 | 5 | 1 000,00\n"
        "TOTAL | | | | | 15 | 1200\n"
    )
    plan = planned(MEMBERS, content)
    assert states(plan) == ["created", "created"]
    assert [(one.group, one.lines, one.shares, one.paid_cents) for one in plan.totals] == [
        ("Salariés", 1, 5, 100_000),
        ("Usagers", 1, 10, 20_000),
        ("", 2, 15, 120_000),
    ]


def test_accents_of_old_spreadsheets_are_read(session):
    taken(MEMBERS, sheet(f"{HEAD}\n{YANN}", "cp1252"))
    assert [one.name for one in members_on(date(2026, 6, 1))] == ["Yann Quéré"]


def test_two_people_in_one_cell_are_refused(session):
    plan = planned(MEMBERS, lines("1 | M. et Mme Le Bris | Ada | | | usagers | | 01/03/2019"))
    assert faults(plan) == [(2, "last_name")]


def test_one_refused_line_and_nothing_is_taken_in(session):
    with pytest.raises(Refused):
        taken(MEMBERS, lines(ADA, "3 | Quéré | | | | usagers | | 01/03/2019"))
    assert members_on(date(2026, 6, 1)) == []


def test_every_wrong_cell_is_told_with_its_column(session):
    plan = planned(
        MEMBERS,
        lines(
            "1 | A | B | 31/02/1980 | | usagers | | 01/03/2019",
            "2 | C | D | | pas une adresse | usagers | | 01/03/2019",
            "3 | E | F | | | sponsors | | 01/03/2019",
            "4 | G | H | | | benevoles | | 01/03/2019",
            "5 | I | J | | | usagers | | 01/03/2031",
            "6 | K | L | | | usagers | |",
            "7 | M | N | | | usagers | salaries | 01/03/2019",
        ),
    )
    assert faults(plan) == [
        (2, "born_on"),
        (3, "email"),
        (4, "category"),
        (5, "college"),
        (6, "admitted_on"),
        (7, "admitted_on"),
        (8, "college"),
    ]


def test_details_change_and_the_trial_shows_what_stood(session):
    member = make_member(make_person("Ada", "Le Bris", email="vieux@exemple.fr", street="1 rue A\nBât. B"))
    content = lines(f"{member.number} | Le Bris | Ada | 05/03/1980 | ada@exemple.fr | usagers | |")
    [outcome] = planned(MEMBERS, content).outcomes
    assert {one.field: (one.before, one.after) for one in outcome.changes} == {
        "email": ("vieux@exemple.fr", "ada@exemple.fr"),
        "born_on": ("", "••••"),
    }
    taken(MEMBERS, content)
    assert (member.person.email, member.person.street) == ("ada@exemple.fr", "1 rue A\nBât. B")


def test_an_import_never_changes_category_college_or_dates_of_a_membership(session):
    member = make_member("Ada Le Bris", "benevoles", college="soutiens")
    head = f"{HEAD} | Date de sortie"
    rows = [
        f"{member.number} | Le Bris | Ada | | | salaries | | |",
        f"{member.number} | Le Bris | Ada | | | | usagers | |",
        f"{member.number} | Le Bris | Ada | | | | | 01/01/2001 |",
        f"{member.number} | Le Bris | Ada | | | | | | 01/01/2026",
    ]
    found = [faults(planned(MEMBERS, lines(row, head=head))) for row in rows]
    assert found == [[(2, "category")], [(2, "college")], [(2, "admitted_on")], [(2, "left_on")]]


def test_a_number_of_somebody_else_is_refused(session):
    member = make_member("Ada Le Bris")
    assert faults(planned(MEMBERS, lines(f"{member.number} | Quéré | Yann | | | usagers | | 2020-01-01"))) == [
        (2, "number")
    ]


def test_a_name_alone_that_could_be_two_people_is_not_guessed(session):
    make_member(make_person("Ada", "Le Bris", email="une@exemple.fr"))
    assert faults(planned(MEMBERS, lines(" | Le Bris | Ada | | autre@exemple.fr | usagers | | 2020-01-01"))) == [
        (2, "")
    ]
    told = lines("77 | Le Bris | Ada | 01/01/1990 | autre@exemple.fr | usagers | | 2020-01-01")
    assert states(planned(MEMBERS, told)) == ["created"]


def test_two_lines_about_one_member_are_refused(session):
    assert faults(planned(MEMBERS, lines(ADA, ADA))) == [(3, "")]


def test_an_organisation_is_known_by_its_siren_whatever_its_name(session):
    town = make_member(make_organisation("Ville de Sainte-Anne", "commune", siren="217500016"), "collectivites")
    content = sheet(
        "Dénomination | SIREN | Ville | Catégorie\nMairie de Ste Anne | 217 500 016 | Sainte-Anne | Collectivités"
    )
    plan = planned(MEMBERS, content)
    assert states(plan) == ["updated"]
    taken(MEMBERS, content)
    assert (town.organisation.name, town.organisation.town) == ("Mairie de Ste Anne", "Sainte-Anne")


def test_one_person_represents_two_organisations_and_is_a_member_too(session):
    taken(
        MEMBERS,
        sheet(
            "Nom | Prénoms | Dénomination | Forme juridique | Nom du représentant | Prénom du représentant | Fonction "
            "| Catégorie | Collège | Admis le\n"
            " | | Ville A | commune | Le Bris | Ada | Maire | collectivites | | 2020-01-01\n"
            " | | Ville B | Mairie | Le Bris | Ada | Présidente | collectivites | | 2020-01-01\n"
            "Le Bris | Ada | | | | | | usagers | | 2020-01-01"
        ),
    )
    found = {one.name: one for one in members_on(date(2026, 6, 2))}
    assert {found[name].acting_person_id for name in ("Ville A", "Ville B")} == {found["Ada Le Bris"].acting_person_id}
    assert found["Ville B"].representative_role == "Présidente"
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1


def test_former_members_come_in_with_their_exit(session):
    head = f"{HEAD} | Date de sortie | Motif"
    taken(MEMBERS, lines(f"{ADA} | 31/12/2022 | Décès", head=head))
    assert [one.number for one in members_on(date(2022, 12, 30))] == [12]
    assert members_on(date(2022, 12, 31)) == []
    assert states(planned(MEMBERS, lines(f"{ADA} | 31/12/2022 | Décès", head=head))) == ["unchanged"]


def test_taking_a_batch_back_gives_the_register_that_stood(session):
    member = make_member(make_person("Yann", "Quéré", email="vieux@exemple.fr"), "salaries")
    before = register()
    batch = taken(MEMBERS, lines(ADA, f"{member.number} | Quéré | Yann | | yann@exemple.fr | | |"))
    assert len(register()) == 2
    undone(batch)
    assert register() == before
    assert member.person.email == "vieux@exemple.fr"
    told = [one.details["changes"]["email"] for one in history(f"person:{member.person_id}") if "changes" in one.details]
    assert told == [["vieux@exemple.fr", "yann@exemple.fr"], ["yann@exemple.fr", "vieux@exemple.fr"]]
    assert first_broken_entry() is None
    taken(MEMBERS, lines(ADA))
    assert [one[:2] for one in register()] == [(1, "Yann Quéré"), (12, "Ada Le Bris")]


def test_a_batch_whose_members_hold_shares_since_is_not_taken_back(session):
    batch = taken(MEMBERS, lines(ADA))
    hold(db.session.scalar(select(Member).where(Member.number == 12)), 3)
    with pytest.raises(Refused, match="hold shares"):
        undone(batch)


TODAY = RECORDED.date()


def test_a_batch_that_something_stands_on_is_not_taken_back(session):
    from foundation.kernel.audit import SYSTEM
    from membership.rules.standing import MembershipEvent
    from membership.services.exit import end_membership

    batch = taken(MEMBERS, lines(ADA))
    member = db.session.scalar(select(Member).where(Member.number == 12))
    end_membership(member.id, MembershipEvent.RESIGNED, date(2026, 1, 1), actor=SYSTEM, at=RECORDED)
    with pytest.raises(Refused):
        undone(batch)


def exported(whom: str = EVERYBODY, on: date = TODAY) -> bytes:
    return "".join(csv_chunks(HEADINGS, exported_rows(on, whom))).encode()


def test_our_own_export_comes_back_without_a_change(session):
    taken(MEMBERS, lines(f"{ADA} | 31/12/2022 | Exclusion", head=f"{HEAD} | Date de sortie | Motif"))
    town = make_organisation('=Ville; de "Sainte" Anne', "commune", siren="217500016", size=1200)
    represent(town, make_person("Zoé", "Le Goff"))
    make_member(town, "collectivites")
    make_member(
        make_person("Ada", "Le Bris", phone="02 99 12 34 56", born_on=date(1980, 3, 5), street="1 rue A\nBât. B")
    )
    make_member(make_person("Ada", "Le Bris", email="ada@exemple.fr"), "benevoles", college="soutiens")
    assert states(planned(MEMBERS, exported())) == ["unchanged"] * 4
    workbook = b"".join(xlsx_chunks(HEADINGS, exported_rows(RECORDED.date(), EVERYBODY), title="Membres"))
    assert states(planned(MEMBERS, workbook)) == ["unchanged"] * 4


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
    lambda text: any(char.isalpha() for char in text)
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(
        st.tuples(WORDS, WORDS, WORDS, st.dates(date(1930, 1, 1), date(2010, 1, 1))), min_size=1, max_size=4
    )
)
def test_import_of_export_is_identity(session, people):
    with db.session.begin_nested() as inside:
        for first, last, town, born in people:
            try:
                make_member(make_person(first, last, town=town, born_on=born))
            except Refused:
                continue
        content = exported()
        if members_on(RECORDED.date()):
            plan = planned(MEMBERS, content)
            assert set(states(plan)) == {"unchanged"}, [one for one in plan.outcomes if one.state != "unchanged"]
        inside.rollback()


def test_a_register_of_any_size_is_planned_in_as_many_statements(session):
    def statements(count: int) -> int:
        rows = [f" | Nom{n} | Zoé | | p{n}@exemple.fr | usagers | | 2020-01-01" for n in range(count)]
        content = lines(*rows)
        counted = []
        listen = lambda *_args: counted.append(1)  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        try:
            assert set(states(planned(MEMBERS, content))) == {"created"}
        finally:
            event.remove(db.engine, "before_cursor_execute", listen)
        return len(counted)

    assert statements(3) == statements(300) <= 6


def test_facts_say_who_took_them_in_and_when(session):
    taken(MEMBERS, lines(ADA))
    fact = db.session.scalar(select(MembershipFact))
    assert (fact.effective_on, fact.recorded_at, fact.actor_name) == (date(2019, 3, 1), RECORDED, "scic")


def test_a_line_without_membership_is_somebody_on_record_only(session):
    taken(MEMBERS, sheet("Dénomination | Forme juridique | Ville\nAtelier | association | Rennes"))
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 1
    assert db.session.scalar(select(func.count()).select_from(Member)) == 0
