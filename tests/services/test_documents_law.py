"""What the law wants to read on the papers of an assembly (parts F.2, F.7, F.9 and F.11 of the rules)."""

import io
import json
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pypdf
import pytest

from foundation.documents import pdf
from tests.factories import documents as papers
from tests.factories import minutes as records


def printed(template: str, data: dict[str, Any]) -> str:
    """The text as a reader sees it, every kind of space made plain."""
    content = pdf.render(template, data, at=papers.AT)
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).replace("\u202f", " ").split())


def test_the_notice_says_all_that_r225_66_asks() -> None:
    text = printed("convocation", papers.convocation())
    for needed in (
        "Pôle des Trois Rivières (P3R)",
        "société anonyme à capital variable",
        "Capital social au 31 décembre 2025 : 48 620,00 €",
        "4, allée des Moulins, 35590 Clayes-sur-Vilaine",
        "SIREN 812 345 672 · RCS Rennes",
        "vendredi 12 juin 2026 à 18 h 30",
        "Salle des Moulins",
        "l’assemblée générale ordinaire annuelle",
        "2. Approbation des comptes de l’exercice 2025 – à titre ordinaire, résolution n° 1",
        "Par correspondance.",
        "questions@troisrivieres.example jusqu’au lundi 8 juin 2026 inclus",
        "approuve les comptes de l’exercice clos le 31 décembre 2025",
        "non agréée par le conseil d’administration",
    ):
        assert needed in text


def test_a_second_notice_recalls_the_date_of_the_first() -> None:
    data = papers.convocation()
    data["assembly"] |= {"convening": 2, "first_on": date(2026, 6, 12), "first_outcome": "Le quorum manquait."}
    text = printed("convocation", data)
    assert "Convocation (seconde convocation)" in text
    assert "convoquée une première fois pour le vendredi 12 juin 2026 n’a pu valablement délibérer" in text


@pytest.mark.parametrize(
    ("form", "reminder"),
    [
        ("SA", "En aucun cas l’associé ne peut retourner à la société à la fois la formule de procuration et"),
        ("SARL", "Un associé peut se faire représenter par son conjoint, à moins que la société ne comprenne"),
        ("SAS", "Les conditions dans lesquelles un associé se fait représenter sont fixées par les statuts"),
    ],
)
def test_the_proxy_form_reminds_of_the_law_of_each_legal_form(form: str, reminder: str) -> None:
    text = printed("convocation", papers.convocation(cooperative=papers.cooperative(legal_form=form)))
    assert reminder in text
    assert "ne peut détenir plus de 2 pouvoirs" in text
    assert "Bon pour pouvoir" in text


def test_a_blank_proxy_is_announced_only_where_it_is_received() -> None:
    data = papers.convocation()
    data["proxy"] |= {"blank": "refused", "max_per_holder": 1, "same_college": True, "holders": "members"}
    text = printed("convocation", data)
    assert "Un pouvoir sans nom de mandataire n’est pas reçu." in text
    assert "plus de 1 pouvoir." in text
    assert "Le mandataire appartient au même collège que vous." in text


def test_the_sheet_has_the_columns_of_r225_95_and_its_certification() -> None:
    text = printed("feuille-presence", papers.attendance_sheet(5))
    for needed in (
        "N° Nom, prénom usuel, domicile ou siège Collège Parts Voix Mode, mandataire Arrivée Départ Signature",
        "Tanguy-Rault Bastien",
        "par Maëlys Kervadec",
        "Certifiée exacte par les membres du bureau.",
        "Annexés : 1 pouvoir et 1 formulaire de vote par correspondance, sur support électronique.",
    ):
        assert needed in text


def test_the_minutes_say_all_that_r225_106_asks() -> None:
    text = printed("proces-verbal", records.minutes())
    for needed in (
        "Le vendredi 12 juin 2026, à 18 h 41 (heure de Paris)",
        "salle des Moulins, 4, allée des Moulins",
        "par courriel (61 associés) et lettre (4 associés), soit 22 jours francs avant l’assemblée",
        "Présidente Maëlys Kervadec présidente du conseil d’administration",
        "41 associés prennent part à l’assemblée sur 65",
        "1 720 parts sociales sur 2 431",
        "✓ Quorum atteint – délibérations ordinaires",
        "Requis : 1/5 (20 %) des associés ayant droit de vote",
        "41 sur 65, soit 41/65 (≈ 63,08 %)",
        "article L. 225-98 du code de commerce",
        "Rapport de gestion et comptes annuels 2025 : mis à disposition le 20 mai 2026",
        "il leur est répondu que trois ateliers ont été ouverts",
        "Elle donne quitus aux administrateurs.",
        "Coupure du son à distance pendant deux minutes",
        "la séance est levée à 20 h 55",
        "Fait à Clayes-sur-Vilaine, le 15 juin 2026.",
    ):
        assert needed in text


def test_the_minutes_show_heads_and_weights_when_they_contradict_each_other() -> None:
    text = printed("proces-verbal", records.minutes())
    for needed in (
        "Usagers et bénéficiaires 12 4 1 0 0 4 1 0 0 0",
        "Par tête 65 30 7 2 2 16 23 1 1 0",
        "Résultat pondéré base 1 (100 %) 3/5 (60 %) 2/5 (40 %)",
        "✓ Résolution adoptée Décision n° 2026-01",
        "il faut plus de la moitié (1/2), article 21 des statuts",
        "la pondération par collège renverse le résultat par tête",
        "Règle de la proportionnalité",
        "Le poids d’un collège sans suffrage exprimé n’est pas exprimé.",
        "✗ Résolution rejetée Décision n° 2026-02",
        "Vote au scrutin secret",
    ):
        assert needed in text


def test_a_silent_college_and_the_clause_that_played_are_named() -> None:
    data = records.decision()
    data["resolution"]["colleges"][1] |= {"state": "silent", "for": 0, "against": 0, "carried_for": Fraction(0)}
    data["resolution"]["applied"] = [
        "Collège silencieux : son poids de 3/10 n’est pas exprimé (article 21 des statuts)."
    ]
    text = printed("decision", data)
    assert "aucun suffrage exprimé" in text
    assert "son poids de 3/10 n’est pas exprimé" in text


@pytest.mark.parametrize("policy", ["void", "equal", "proportional", "heads", "merge"])
@pytest.mark.parametrize("tie", ["void", "split", "against"])
@pytest.mark.parametrize("base", ["expressed", "all"])
def test_every_policy_of_the_statutes_has_its_sentence(policy: str, tie: str, base: str) -> None:
    data = records.decision()
    data["resolution"]["rule"] |= {
        "carry": "block",
        "block_threshold": Fraction(1, 2),
        "college_tie": tie,
        "empty_college": policy,
        "silent_college": policy,
        "base": base,
        "abstention": "against",
    }
    text = printed("decision", data)
    assert "qui réunit plus de 1/2 de ses suffrages exprimés" in text
    assert "L’abstention est comptée contre." in text


def test_a_weight_that_grew_is_shown_with_what_it_was() -> None:
    data = records.decision()
    data["resolution"]["colleges"][0]["settled_weight"] = Fraction(1, 2)
    data["resolution"]["colleges"][2]["settled_weight"] = Fraction(3, 7)
    text = printed("decision", data)
    assert text.count("porté à") == 1
    assert "1/5 (20 %) porté à 3/7 (≈ 42,86 %)" in text


def test_colleges_that_are_set_aside_leave_one_member_one_vote() -> None:
    data = records.decision()
    data["resolution"] |= {"set_aside": True, "chart": None}
    data["resolution"]["outcome"] = {
        "for": Fraction(8),
        "against": Fraction(6),
        "base": Fraction(14),
        "ratio": Fraction(4, 7),
    }
    text = printed("decision", data)
    assert "la pondération est écartée et chaque associé a une voix" in text
    assert "Pour : 8 sur 14, soit ≈ 57,14 %" in text
    assert "Apport pour" not in text


def test_a_vote_in_which_nobody_expressed_himself_has_no_ratio() -> None:
    data = records.decision()
    data["resolution"] |= {"adopted": False, "chart": None}
    data["resolution"]["outcome"] = {"for": Fraction(0), "against": Fraction(0), "base": Fraction(0), "ratio": None}
    assert "Aucun suffrage n’est exprimé ; il faut plus de la moitié." in printed("decision", data)


def test_an_assembly_without_quorum_has_minutes_too() -> None:
    text = printed("proces-verbal", records.failed_minutes())
    assert "Procès-verbal de carence" in text
    assert "✗ Quorum non atteint" in text
    assert "aucune résolution n’est mise aux voix" in text
    assert "une seconde assemblée est convoquée" in text.lower()
    assert "L’ordre du jour étant épuisé" not in text


def test_a_mixed_assembly_may_reach_one_quorum_and_miss_the_other() -> None:
    data = records.minutes()
    data["quorums"] += records.failed_minutes()["quorums"]
    text = printed("proces-verbal", data)
    assert "Procès-verbal de carence" not in text
    assert "✓ Quorum atteint – délibérations ordinaires" in text
    assert "✗ Quorum non atteint – délibérations extraordinaires" in text


def test_silence_about_incidents_is_said_when_people_took_part_from_afar() -> None:
    text = printed("proces-verbal", records.minutes(incidents=[]))
    assert "Aucun incident technique n’a perturbé la participation ou le vote à distance." in text


def test_the_count_files_travel_inside_the_minutes_to_the_byte() -> None:
    count = json.dumps({"format": "scic-count/1", "title": "Œuvre 汉 \u202e"}, ensure_ascii=False).encode()
    data = records.minutes()
    data["attachments"][0]["content"] = count
    reader = pypdf.PdfReader(io.BytesIO(pdf.render("proces-verbal", data, at=papers.AT)))
    assert reader.attachments == {"depouillement-1.json": [count]}


def test_minutes_are_told_on_the_clock_of_the_place() -> None:
    data = records.decision(excerpt_on=date(2026, 1, 1))
    data["resolution"]["opened_at"] = datetime(2026, 6, 12, 16, 0, tzinfo=UTC)
    content = pdf.render("decision", data, at=papers.AT, zone="Indian/Reunion")
    text = " ".join(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert "ouvert à 20 h 00" in text.replace("\u202f", " ")
