"""Printed papers in the words of the cooperative: before and after what the law asks for, and archived for good."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from foundation.documents.archive import find
from foundation.kernel.audit import SYSTEM
from foundation.wording.registry import wording_named
from foundation.wording.services import write_own
from membership.drafts import Draft, plan
from membership.queries.dispatches import LETTERS, letters_of
from membership.rules.dispatches import Purpose, checked_words
from membership.services.dispatching import print_letters, send
from shares.services import subscribe
from shares.services.papers.certificates import issue_certificate
from shares.services.papers.letters import issue_admission_letter, issue_subscription_form
from shares.services.papers.mailings import print_dispatch_letters
from tests.factories.membership import RECORDED, make_member, make_person, make_statutes

TODAY = RECORDED.date()
DEED = {"actor": SYSTEM, "at": RECORDED}
LATER = {"actor": SYSTEM, "at": RECORDED + timedelta(days=1)}
OWN = {
    "opening": "Cher {nom}, **#bienvenue** *ici* $1$ #pagebreak()",
    "closing": "À bientôt :\n\n- au marché\n- à la halle",
}


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.fixture
def zoe(session):
    make_statutes()
    member = make_member(make_person("Zoé", "Kerambrun", street="3 rue des Halles", postcode="35000", town="Rennes"))
    subscribe(member.id, 4, TODAY, **DEED)
    return member


def own(paper: str) -> None:
    write_own(wording_named(paper), "fr", OWN, **DEED)


@pytest.mark.parametrize(
    ("paper", "issue", "law"),
    [
        ("admission-letter", issue_admission_letter, "vous portez le numéro"),
        (
            "subscription-form",
            lambda member, **deed: issue_subscription_form(member, 2, **deed),
            "bon pour souscription",
        ),
        (
            "share-certificate",
            lambda member, **deed: find(issue_certificate(member.id, TODAY, **deed).document_id),
            "ne se cèdent qu’avec l’agrément",
        ),
    ],
)
def test_our_paragraphs_stand_around_what_the_law_asks_for_and_the_archive_stays(zoe, paper, issue, law):
    before = issue(zoe, **DEED)
    kept = (before.content, before.sha256)
    own(paper)
    after = issue(zoe, **LATER)
    printed = text_of(after.content)
    assert "Cher Zoé KERAMBRUN, #bienvenue ici $1$ #pagebreak()" in printed, "words are printed, never run"
    assert "à la halle" in printed
    assert law.lower() in printed.lower() and law.lower() in text_of(before.content).lower()
    assert (before.content, before.sha256) == kept, "what was issued never changes"


def test_letters_to_post_carry_the_text_and_the_address(zoe):
    words = checked_words("Travaux", "Bonjour {prenom}, n° {numero}.\n\n- lundi\n- mardi")
    draft = Draft(purpose=Purpose.STATUTORY, words=words, audience="membres", params={}, on=TODAY)
    dispatch = send(draft, once="one", digest=plan(draft).digest, **DEED)
    print_letters(dispatch.id, **DEED)

    class Context:
        params, actor, at, done = {"dispatch": dispatch.id}, SYSTEM, RECORDED, 0

        def progress(self, done: int, _total: int) -> None:
            self.done = done

    print_dispatch_letters(Context())
    (bundle,) = letters_of(dispatch)
    printed = text_of(bundle.content)
    assert bundle.kind == LETTERS
    for expected in ("Zoé Kerambrun", "3 rue des Halles", "Bonjour Zoé, n° 1.", "mardi"):
        assert expected in printed
