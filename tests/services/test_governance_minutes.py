"""Minutes: what they must say (R225-106, R225-107, R225-95), revisions nobody loses, numbers without gap (rule 37)."""

from datetime import timedelta
from fractions import Fraction

import pypdfium2
import pytest

from foundation.documents.archive import find
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.errors import StateMoved
from governance.models import Assembly
from governance.queries.decisions import decision_by_number
from governance.queries.extract_paper import extract_data
from governance.queries.minutes import last_revision, minutes_data, revisions, texts_of
from governance.queries.minutes_votes import was_held
from governance.queries.sheet_paper import sheet_data
from governance.rules.minutes_texts import MinutesTexts, WrittenQuestion
from governance.rules.presence import Mode
from governance.services.minutes import issue_minutes, write_minutes
from governance.services.presence import check_in, check_out
from governance.services.session import record_incident
from tests.factories.governance import (
    OPENED,
    Evening,
    convened,
    decide,
    end_session,
    give_proxy,
    open_evening,
    pole_members,
    pole_statutes,
    whole_evening,
)

pytestmark = pytest.mark.usefixtures("session")
NEXT_DAY = OPENED + timedelta(days=1)
ADA, BEN = Actor(None, "Ada Bretelle"), Actor(None, "Ben Carmin")


@pytest.fixture
def evening() -> Evening:
    return whole_evening()


def data_of(assembly: Assembly) -> dict:
    return minutes_data(assembly, texts_of(assembly), number="1", draft=False, at=NEXT_DAY)


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    pages = [document[page].get_textpage().get_text_range() for page in range(len(document))]
    return " ".join(" ".join(pages).split())


def failed_evening() -> Assembly:
    """An extraordinary assembly of ten members at which two came, one of whom left."""
    pole_statutes()
    members = pole_members()
    assembly = convened(kind="extraordinary", resolutions=("Changement de nom",))
    open_evening(assembly, members, present=["Maëlys Kervadec", "Yann Le Guirriec"])
    check_out(assembly, members["Yann Le Guirriec"].id, actor=SYSTEM, at=OPENED + timedelta(minutes=5))
    end_session(assembly, at=OPENED + timedelta(minutes=30))
    return assembly


def test_the_minutes_say_all_that_the_law_asks(evening: Evening) -> None:
    issued = issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY)
    text = text_of(find(issued.document_id).content)
    for wanted in (
        "Procès-verbal",
        "n° 1",
        "12 juin 2026",
        "Salle des Moulins",
        "20 mai 2026 par courriel",
        "22 jours francs",
        "Maëlys Kervadec",
        "9 associés prennent part",
        "270 parts sociales sur 300",
        "Quorum atteint",
        "Texte des projets de résolution",
        "L’assemblée générale décide",
        "Résolution adoptée",
        "Décision n° 1",
        "la séance est levée à 19 h 21",
    ):
        assert wanted.replace(" ", "") in text.replace("\u202f", "").replace("\xa0", "").replace(" ", ""), wanted


def test_figures_of_the_vote_are_those_of_the_frozen_roll(evening: Evening) -> None:
    resolution = data_of(evening.assembly)["items"][1]["resolution"]
    heads = {
        key: resolution["heads"][key] for key in ("entitled", "present", "represented", "for", "against", "abstain")
    }
    assert heads == {"entitled": 10, "present": 8, "represented": 1, "for": 8, "against": 1, "abstain": 0}
    assert resolution["outcome"]["ratio"] == Fraction(9, 10)
    assert [one["entitled"] for one in resolution["colleges"]] == [3, 2, 1, 1, 3]
    assert resolution["threshold"]["words"] == "plus de la moitié"
    assert resolution["adopted"]


def test_the_count_file_travels_inside_the_minutes(evening: Evening) -> None:
    issued = issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY)
    document = pypdfium2.PdfDocument(find(issued.document_id).content)
    names = [document.get_attachment(index).get_name() for index in range(document.count_attachments())]
    assert names == ["depouillement-resolution-1.json"]
    assert b"scic-count/1" in bytes(document.get_attachment(0).get_data())


def test_the_sheet_is_issued_with_the_minutes_and_names_everybody(evening: Evening) -> None:
    issued = issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY)
    rows = {row["name"]: row for row in find(issued.sheet_document_id).params["rows"]}
    assert len(rows) == 10
    assert rows["Solène ABIVEN"]["mode"] == "represented"
    assert rows["Solène ABIVEN"]["holder"] == "Yann Le Guirriec, associé"
    assert rows["La Fournée Commune"]["mode"] == "absent"
    assert rows["Inès OUBRAHIM"]["arrived_at"]["clock"].replace("\xa0", " ") == "18 h 30"
    assert rows["Inès OUBRAHIM"]["address"] == "3 rue des Lavoirs, 35000 Rennes"


def test_issuing_twice_gives_the_same_number(evening: Evening) -> None:
    first = issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY)
    assert issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY + timedelta(hours=1)).id == first.id


def test_numbers_leave_no_gap(evening: Evening) -> None:
    assert issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY).number == 1
    other = convened(title="Assemblée de suite")
    open_evening(other, evening.members, present=list(evening.members))
    end_session(other, at=OPENED + timedelta(minutes=50))
    assert issue_minutes(other, actor=SYSTEM, at=NEXT_DAY).number == 2


def test_minutes_wait_for_the_closing() -> None:
    pole_statutes()
    members = pole_members()
    assembly = convened()
    open_evening(assembly, members, present=list(members))
    with pytest.raises(StateMoved):
        issue_minutes(assembly, actor=SYSTEM, at=NEXT_DAY)
    with pytest.raises(StateMoved):
        write_minutes(assembly, MinutesTexts(), seen_revision=0, actor=ADA, at=NEXT_DAY)


def test_a_text_written_on_a_stale_page_does_not_erase_the_other(evening: Evening) -> None:
    write_minutes(evening.assembly, MinutesTexts(documents="Comptes"), seen_revision=0, actor=ADA, at=NEXT_DAY)
    with pytest.raises(StateMoved) as refused:
        write_minutes(evening.assembly, MinutesTexts(documents="Rapport"), seen_revision=0, actor=BEN, at=NEXT_DAY)
    assert refused.value.values["name"] == "Ada Bretelle"
    assert texts_of(evening.assembly).documents == "Comptes"
    write_minutes(evening.assembly, MinutesTexts(documents="Rapport"), seen_revision=1, actor=BEN, at=NEXT_DAY)
    assert [one.written_by for one in revisions(evening.assembly)] == ["Ben Carmin", "Ada Bretelle"]
    assert texts_of(evening.assembly, 1).documents == "Comptes"


def test_the_same_text_again_is_no_new_revision(evening: Evening) -> None:
    for _twice in range(2):
        write_minutes(evening.assembly, MinutesTexts(documents="Comptes"), seen_revision=0, actor=ADA, at=NEXT_DAY)
    last = last_revision(evening.assembly)
    assert last is not None
    assert last.revision == 1


def test_issued_minutes_no_longer_change(evening: Evening) -> None:
    issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY)
    with pytest.raises(StateMoved) as refused:
        write_minutes(evening.assembly, MinutesTexts(documents="Autre"), seen_revision=0, actor=ADA, at=NEXT_DAY)
    assert refused.value.code == "minutes-issued"


def test_what_people_wrote_is_printed(evening: Evening) -> None:
    item = evening.assembly.items[0]
    texts = MinutesTexts(
        debates={str(item.id): "Une associée demande le détail des ateliers."},
        documents="Comptes annuels 2025",
        attending="Cabinet Arvor, commissaire aux comptes",
        questions=(WrittenQuestion("Solène Abiven", "La rampe sera-t-elle prête ?", "Oui, en juillet."),),
        signed_at="Rennes",
    )
    write_minutes(evening.assembly, texts, seen_revision=0, actor=ADA, at=NEXT_DAY)
    text = text_of(find(issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY).document_id).content)
    for wanted in ("détail des ateliers", "Comptes annuels 2025", "Cabinet Arvor", "Oui, en juillet", "Fait à Rennes"):
        assert wanted in text.replace("\xa0", " "), wanted


def test_without_quorum_the_minutes_record_the_failure() -> None:
    assembly = failed_evening()
    data = data_of(assembly)
    assert not was_held(assembly)
    assert [quorum["label"] for quorum in data["quorums"]] == [
        "délibérations extraordinaires, à l’ouverture de la séance",
        "délibérations extraordinaires, à la clôture",
    ]
    assert [quorum["reached"] for quorum in data["quorums"]] == [Fraction(1, 5), Fraction(1, 10)]
    text = text_of(find(issue_minutes(assembly, actor=SYSTEM, at=NEXT_DAY).document_id).content)
    assert "Procès-verbal de carence" in text
    assert "Faute de quorum" in text
    assert "Résolution adoptée" not in text


def test_who_came_and_left_in_session_is_told_with_what_remains() -> None:
    (event,) = data_of(failed_evening())["events"]
    assert event["text"] == "Départ de Yann Le Guirriec\u202f; 1 associé prend part ensuite."


def test_a_quorum_that_changed_between_votes_is_told_at_each(session) -> None:
    pole_statutes()
    members = pole_members()
    assembly = convened(resolutions=("Comptes", "Budget"))
    open_evening(assembly, members, present=list(members)[:6])
    decide(assembly, 2, at=OPENED + timedelta(minutes=5))
    check_in(assembly, members["Solène Abiven"].id, mode=Mode.REMOTE, actor=SYSTEM, at=OPENED + timedelta(minutes=8))
    decide(assembly, 3, at=OPENED + timedelta(minutes=10))
    record_incident(assembly, "Coupure du son.", actor=SYSTEM, at=OPENED + timedelta(minutes=12))
    end_session(assembly, at=OPENED + timedelta(minutes=30))
    data = data_of(assembly)
    assert [quorum["count"] for quorum in data["quorums"]] == [6, 7]
    assert data["quorums"][1]["label"].endswith("au vote de la résolution n°\u00a02")
    assert data["items"][2]["resolution"]["heads"]["remote"] == 1
    assert data["remote_held"]
    assert data["incidents"][0]["text"] == "Coupure du son."


def test_the_sheet_to_sign_knows_the_proxies_already_received() -> None:
    pole_statutes()
    members = pole_members()
    assembly = convened()
    give_proxy(assembly, members, "Solène Abiven", "Yann Le Guirriec")
    give_proxy(assembly, members, "Inès Oubrahim", None)
    data = sheet_data(assembly, OPENED)
    rows = {row["name"]: row for row in data["rows"]}
    assert data["blank"]
    assert rows["Solène ABIVEN"]["holder"] == "Yann Le Guirriec, associé"
    assert "pouvoir sans nom" in rows["Inès OUBRAHIM"]["holder"]
    assert rows["Yann LE GUIRRIEC"]["mode"] == "absent"


def test_an_extract_waits_for_the_minutes_and_names_who_certifies(evening: Evening) -> None:
    decision, none_yet = decision_by_number(1)
    with pytest.raises(StateMoved):
        extract_data(decision, none_yet, seat="chair", at=NEXT_DAY)
    issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY)
    decision, minutes = decision_by_number(1)
    data = extract_data(decision, minutes, seat="secretary", at=NEXT_DAY)
    assert data["certified"]["name"] == "Odile Pengam"
    assert (
        data["minutes"]["quorum_words"]
        == "Le quorum requis (1/4) était atteint\u202f; 9 associés sur 10 prenaient part au vote."
    )
