"""Every address that shows a page, joined to places of the completed demonstration (tests/journeys/stage.py)."""

import json
import re
from datetime import date
from pathlib import Path

from tests.journeys.stage import DRAFT, HELD, LAST_YEAR, NEXT_MONTH, TONIGHT
from treasury.rules.references import reference_of

ROUTES = Path(__file__).parent.parent / "route-list.json"
# What is no page: parts of a page, files, and addresses that lead on at once.
NO_PAGES = {
    "GET /evaluations/<int:campaign_id>/resultat.csv",
    "GET /evaluations/<int:campaign_id>/resultat.json",
    "GET /evaluations/<int:campaign_id>/resultat.pdf",
    "GET /evaluations/<int:campaign_id>/resultat.xlsx",
    "GET /evaluations/bilan/<int:year>.pdf",
    "GET /budget/<int:plan_id>/plan.<any(xlsx, ods):kind>",
    "GET /budget/<int:plan_id>/plan.pdf",
    "GET /budget/<int:plan_id>/tableau.<any(csv, xlsx, ods):kind>",
    "GET /ateliers/calendrier.ics",
    "GET /ateliers/<int:workshop_id>/seances/<int:session_id>.ics",
    "GET /ateliers/<int:workshop_id>/compte-rendu.pdf",
    "GET /ateliers/<int:workshop_id>/fichiers/<int:deposit_id>",
    "GET /ateliers/<int:workshop_id>/personnes/<int:person_id>/papiers/<int:deposit_id>",
    "GET /bibliotheque/<int:production_id>/fichier",
    "GET /assemblees/<int:assembly_id>/bureau/en-direct",
    "GET /assemblees/<int:assembly_id>/convocation/apercu.pdf",
    "GET /assemblees/<int:assembly_id>/documents/<int:document_id>",
    "GET /assemblees/<int:assembly_id>/ecran/en-direct",
    "GET /assemblees/<int:assembly_id>/feuille-de-presence.pdf",
    "GET /assemblees/<int:assembly_id>/proces-verbal/apercu.pdf",
    "GET /assemblees/<int:assembly_id>/voter/en-direct",
    "GET /connexion/lien",
    "GET /donnees-personnelles/effacements/<int:number>.<any(pdf, json):form>",
    "GET /reglages/export/<int:job_id>.zip",
    "GET /couleurs.css",
    "GET /decisions/<int:number>/extrait.pdf",
    "GET /protocoles/<int:protocol_id>/papiers/<int:deposit_id>",
    "GET /membres/import/<int:upload_id>/essai/avancement",
    "GET /membres/import/lots/<int:batch_id>/avancement",
    "GET /membres/tableau",
    "GET /parts/import/<int:upload_id>/essai/avancement",
    "GET /parts/import/lots/<int:batch_id>/avancement",
    "GET /parts/mouvements.<any(csv, xlsx, ods):kind>",
    "GET /parts/registres/travaux",
    "GET /parts/<int:number>/documents/<int:document_id>",
    "GET /parts/moi/<int:number>/documents/<int:document_id>",
    "GET /parts/registres/<int:document_id>",
    "GET /parts/registres/<name>.<any(csv, xlsx, ods):kind>",
    "GET /logo",
    "GET /reglages/lettres/<name>/apercu.pdf",
    "GET /reglages/lettres/<name>/envois/<int:mail_id>/lettre.pdf",
    "GET /membres/ecrits/<int:dispatch_id>/lettres/<int:document_id>",
    "GET /consultations/<int:consultation_id>/questions/<int:question_id>/date.ics",
    "GET /consultations/<int:consultation_id>/suite/<int:position>",
    "GET /priorites/comparaison.<any(csv, json, pdf):kind>",
    "GET /programme/actions.<any(csv, xlsx, ods):kind>",
    "GET /programme/contributions.<any(csv, xlsx, ods):kind>",
    "GET /programme/actions/<int:number>/fichiers/<int:deposit_id>",
    "GET /rapport-annuel/<int:year>/<int:document_id>.pdf",
    "GET /rapport-annuel/<int:year>/avancement",
    "GET /static/<path:filename>",
    "GET /tirages/<int:lot_id>.csv",
    "GET /statuts/<int:version_id>/statuts-et-loi.toml",
    "GET /statuts/<int:version_id>/statuts.toml",
    "GET /travaux/<int:job_id>/avancement",
    "GET /voter",
    "GET /votes/<int:box_id>/depouillement.json",
    "GET /votes/<int:box_id>/en-direct",
    "GET /votes/<int:box_id>/liste.<any(csv, xlsx, ods):kind>",
    "GET /votes/<int:box_id>/nominatif.json",
    "GET /votes/<int:box_id>/nominatif.pdf",
    "GET /votes/<int:box_id>/resultat.csv",
    "GET /votes/<int:box_id>/resultat.json",
    "GET /votes/<int:box_id>/resultat.pdf",
    "GET /votes/<int:box_id>/urne.txt",
}
# Pages of things that the demonstration does not hold; tests/pages opens each of them on a state of its own.
ELSEWHERE = {
    "GET /evaluations/<int:campaign_id>/modifier": "an evaluation in preparation",
    "GET /evaluations/<int:campaign_id>/actions": "an evaluation in preparation",
    "GET /evaluations/<int:campaign_id>/actions/<int:subject_id>/criteres": "an evaluation in preparation",
    "GET /evaluations/lien/<token>": "a personal link, which a signature alone makes",
    "GET /evaluations/<int:campaign_id>/resultat/<int:subject_id>/textes/<int(max=4611686018427387904):remark_id>": (
        "a text under a key that is drawn"
    ),
    "GET /lieux/<int:choice_id>/decision": "a choice among places that is open",
    "GET /budget/importer/<int:upload_id>": "the workbook of a plan that is tried out",
    "GET /budget/ecritures/<int:upload_id>": "accounting entries that are tried out",
    "GET /tirages/<int:lot_id>": "a lot whose list was published",
    "GET /webhooks/<int:webhook_id>": "a program that is told of events",
    "GET /consultations/<int:consultation_id>/modifier": "a consultation in preparation",
    "GET /programme/propositions/<int:proposal_id>/versions/<int:version>/modifier": "a version that is being written",
    "GET /priorites/<int:vote_id>/modifier": "a vote on priorities in preparation",
    "GET /priorites/<int:vote_id>/ouverture": "a vote on priorities in preparation",
    "GET /consultations/<int:consultation_id>/destinataires": "a consultation in preparation",
    "GET /consultations/<int:consultation_id>/ouverture": "a consultation in preparation",
    "GET /consultations/<int:consultation_id>/questions/nouvelle": "a consultation in preparation",
    "GET /consultations/<int:consultation_id>/questions/<int:question_id>": "a consultation in preparation",
    "GET /consultations/<int:consultation_id>/questions/<int:question_id>/groupes": "a secret question of small colleges",
    "GET /parts/import/<int:upload_id>/colonnes": "a sheet of movements on its way in",
    "GET /parts/import/<int:upload_id>/essai": "a sheet of movements that is tried out",
    "GET /parts/import/lots/<int:batch_id>": "a sheet of movements that was taken in",
    "GET /membres/doublons/fusions/<int:merge_id>": "two records that were merged",
    "GET /membres/organisations/<int:party_id>/partage": "joint holders",
    "GET /membres/<any(personnes, organisations):kind>/<int:party_id>/liens/<int:fact_id>": "a bond",
    "GET /parts/<int:number>/mises-en-demeure/<int:notice_id>": "a formal notice that stands",
    "GET /tresorerie/releves/colonnes/<int:upload_id>": "a bank file in CSV of an unknown layout",
    "GET /votes/<int:box_id>/urne": "a secret vote that was counted",
    "GET /assemblees/<int:assembly_id>/points/<int:item_id>/saisie/<int:right_id>": "an open vote among options",
    "GET /assemblees/<int:assembly_id>/points/<int:item_id>/petits-groupes": "a secret vote of small colleges about to open",
    "GET /votes/<int:box_id>/liste/<int:right_id>/retrait": "a right of an open vote",
    "GET /votes/<int:box_id>/papier": "a secret vote at the desk",
    "GET /votes/<int:box_id>/papier/bulletins.pdf": "a secret vote at the desk",
    "GET /votes/<int:box_id>/papier/comptage": "a secret vote at the desk",
    "GET /votes/<int:box_id>/contestation": "a vote in which the reader holds a right",
    "GET /votes/<int:box_id>/contestations/<int:dispute_id>/<any('rejeter', 'annuler'):act_name>": "a contest that waits",
}
VOTE_ACT = (
    "GET /votes/<int:box_id>/vie/"
    "<any('prolonger', 'finir', 'confirmer', 'abandonner', 'publier', 'contester-pour', 'archiver'):act_name>"
)
ASSEMBLY = "GET /assemblees/<int:assembly_id>"
THIS_YEAR = date.today().year  # noqa: DTZ011 - the demonstration is loaded around today
REPORT_SECTION = (
    "GET /rapport-annuel/<int:year>/<any(project, members, governance, involvement, priorities, actions, evaluations,"
    " workshops, territory, budget):code>"
)
BUDGET_LINES = "/budget/<int:plan_id>/<any(charges, postes, materiel, ressources):kind>"
# Where one place is not enough, or where the place is not the first one.
PLACES: dict[str, tuple[str, ...]] = {
    "GET /evaluations": ("/evaluations",),
    "GET /evaluations/<int:campaign_id>": ("/evaluations/2", "/evaluations/3"),
    "GET /evaluations/<int:campaign_id>/actions/<int:subject_id>/fiche": ("/evaluations/3/actions/13/fiche",),
    "GET /evaluations/<int:campaign_id>/actions/<int:subject_id>/invites": ("/evaluations/3/actions/13/invites",),
    "GET /evaluations/<int:campaign_id>/actions/<int:subject_id>/repondre": ("/evaluations/3/actions/13/repondre",),
    "GET /evaluations/<int:campaign_id>/cloture": ("/evaluations/3/cloture",),
    "GET /evaluations/<int:campaign_id>/resultat": ("/evaluations/2/resultat", "/evaluations/2/resultat?totaux=poids"),
    "GET /evaluations/<int:campaign_id>/resultat/<int:subject_id>": (
        "/evaluations/2/resultat/7",
        "/evaluations/2/resultat/11",
    ),
    "GET /evaluations/<int:campaign_id>/resultat/<int:subject_id>/suite": ("/evaluations/2/resultat/9/suite",),
    "GET /evaluations/bilan": ("/evaluations/bilan",),
    "GET /evaluations/grilles": ("/evaluations/grilles",),
    "GET /evaluations/grilles/<int:grid_id>": ("/evaluations/grilles/1",),
    "GET /evaluations/grilles/nouvelle": ("/evaluations/grilles/nouvelle",),
    "GET /evaluations/lien/merci": ("/evaluations/lien/merci",),
    "GET /evaluations/nouvelle": ("/evaluations/nouvelle",),
    "GET /programme": ("/programme", "/programme?etat=done", "/programme?q=introuvable"),
    "GET /programme/actions/<int:number>": ("/programme/actions/7", "/programme/actions/17"),
    "GET /programme/actions/<int:number>/faits/<int:fact_id>/reprise": ("/programme/actions/1/faits/1/reprise",),
    "GET /programme/contributions": ("/programme/contributions", "/programme/contributions?q=introuvable"),
    "GET /programme/contributions/<int:number>": tuple(f"/programme/contributions/{one}" for one in (2, 5, 50, 79)),
    "GET /programme/contributions/<int:number>/suites/<int:fact_id>/reprise": (
        "/programme/contributions/1/suites/1/reprise",
    ),
    "GET /programme/propositions/<int:proposal_id>": ("/programme/propositions/1", "/programme/propositions/2"),
    "GET /programme/propositions/<int:proposal_id>/comparer": ("/programme/propositions/1/comparer?de=2&a=3",),
    "GET /programme/propositions/<int:proposal_id>/versions/<int:version>/soumissions/<int:put_id>/decision": (
        "/programme/propositions/2/versions/2/soumissions/6/decision",
    ),
    "GET /priorites/<int:vote_id>": ("/priorites/2", "/priorites/3"),
    "GET /priorites/<int:vote_id>/fiches": ("/priorites/3/fiches",),
    "GET /priorites/<int:vote_id>/plan": ("/priorites/1/plan",),
    "GET /consultations/<int:consultation_id>/resultat": ("/consultations/1/resultat", "/consultations/2/resultat"),
    "GET /consultations/<int:consultation_id>/suites": ("/consultations/2/suites",),
    ASSEMBLY: tuple(f"/assemblees/{one}" for one in (TONIGHT, LAST_YEAR, NEXT_MONTH, DRAFT)),
    f"{ASSEMBLY}/bureau": tuple(f"/assemblees/{one}/bureau" for one in (TONIGHT, LAST_YEAR, NEXT_MONTH, HELD)),
    f"{ASSEMBLY}/bureau/<seat>": (f"/assemblees/{TONIGHT}/bureau/chair",),
    f"{ASSEMBLY}/convocation": tuple(f"/assemblees/{one}/convocation" for one in (DRAFT, NEXT_MONTH)),
    f"{ASSEMBLY}/ecran": tuple(f"/assemblees/{one}/ecran" for one in (TONIGHT, LAST_YEAR, NEXT_MONTH)),
    f"{ASSEMBLY}/modifier": (f"/assemblees/{DRAFT}/modifier",),
    f"{ASSEMBLY}/mon-pouvoir": (f"/assemblees/{NEXT_MONTH}/mon-pouvoir",),
    f"{ASSEMBLY}/ordre-du-jour/<int:item_id>": ("/assemblees/{DRAFT}/ordre-du-jour/{DRAFT_ITEM}",),
    f"{ASSEMBLY}/ordre-du-jour/nouveau": (f"/assemblees/{DRAFT}/ordre-du-jour/nouveau",),
    f"{ASSEMBLY}/points/<int:item_id>/saisie": ("/assemblees/2/points/{OPEN_ITEM}/saisie",),
    f"{ASSEMBLY}/question": ("/assemblees/2/question",),
    f"{ASSEMBLY}/proces-verbal": tuple(f"/assemblees/{one}/proces-verbal" for one in (HELD, LAST_YEAR)),
    f"{ASSEMBLY}/resolutions/<int:position>": (f"/assemblees/{NEXT_MONTH}/resolutions/1",),
    f"{ASSEMBLY}/seconde-convocation": (f"/assemblees/{HELD}/seconde-convocation",),
    f"{ASSEMBLY}/voter": tuple(f"/assemblees/{one}/voter" for one in (TONIGHT, LAST_YEAR, NEXT_MONTH)),
    "GET /ateliers": ("/ateliers", "/ateliers?q=introuvable"),
    "GET /ateliers/<int:workshop_id>": tuple(f"/ateliers/{one}" for one in (1, 3, 5)),
    "GET /bibliotheque": ("/bibliotheque", "/bibliotheque?q=introuvable"),
    "GET /nouvelles/<token>": ("/nouvelles/{NEWS}",),
    "GET /donnees-personnelles/personnes": (
        "/donnees-personnelles/personnes",
        "/donnees-personnelles/personnes?q=abjean",
        "/donnees-personnelles/personnes?q=personne-de-ce-nom",
    ),
    "GET /donnees-personnelles/personnes/<int:person_id>": tuple(
        f"/donnees-personnelles/personnes/{one}" for one in ("1", "{ASKING}")
    ),
    "GET /donnees-personnelles/personnes/<int:person_id>/effacement": tuple(
        f"/donnees-personnelles/personnes/{one}/effacement" for one in ("1", "{ASKING}")
    ),
    "GET /donnees-personnelles/effacer/<key>": ("/donnees-personnelles/effacer/contacts",),
    "GET /reglages/roles/apercu": ("/reglages/roles/apercu", "/reglages/roles/apercu?role=reviser&adresse=/journal"),
    "GET /connexion/lien/<token>": ("/connexion/lien/{TOKEN}", "/connexion/lien/perdu"),
    "GET /decisions": ("/decisions", "/decisions?q=introuvable"),
    "GET /membres/candidatures/<int:application_id>/etapes/<int:fact_id>": ("/membres/candidatures/1/etapes/{STEP}",),
    "GET /membres/doublons/<any(personnes, organisations):kind>/<int:kept_id>/<int:dropped_id>": (
        "/membres/doublons/personnes/1/2",
    ),
    "GET /parts/<int:number>/operations/<kind>": tuple(
        f"/parts/1/operations/{kind}"
        for kind in (
            "souscription",
            "versement",
            "cession",
            "cession-nouveau-membre",
            "succession",
            "conversion",
            "mise-en-demeure",
            "remboursement",
        )
    ),
    "GET /parts/remboursements/<int:claim_id>/paiement": ("/parts/remboursements/2/paiement",),
    "GET /attestations/<code>": ("/attestations/{CODE}",),
    "GET /membres": ("/membres", "/membres?q=personne-de-ce-nom"),
    "GET /membres/<int:number>": ("/membres/1", "/membres/20"),
    "GET /membres/<int:number>/historique/<kind>/<int:fact_id>": ("/membres/1/historique/category/{FACT}",),
    f"GET {BUDGET_LINES}/nouvelle": tuple(
        f"/budget/1/{kind}/nouvelle" for kind in ("charges", "postes", "materiel", "ressources")
    ),
    f"GET {BUDGET_LINES}/<key>": tuple(
        f"/budget/1/{line}" for line in ("charges/C1", "postes/P1", "materiel/M1", "ressources/R2")
    ),
    "GET /budget/<int:plan_id>": ("/budget/1", "/budget/1?version=1"),
    "GET /budget/<int:plan_id>/realise": ("/budget/1/realise", "/budget/1/realise?page=2"),
    "GET /membres/<int:number>/organisation": ("/membres/20/organisation",),
    "GET /membres/<int:number>/representant": ("/membres/20/representant",),
    "GET /membres/<int:number>/representant/fin": ("/membres/20/representant/fin",),
    "GET /membres/personnes/<int:person_id>/admission": ("/membres/personnes/{REPRESENTATIVE}/admission",),
    "GET /tresorerie/demandes/nouvelle": ("/tresorerie/demandes/nouvelle?operation={UNASKED}",),
    "GET /tresorerie/demandes/<reference>": tuple(f"/tresorerie/demandes/{reference_of(one)}" for one in (1, 2, 4)),
    "GET /tresorerie/remboursements/<key>/compte": ("/tresorerie/remboursements/c2/compte",),
    "GET /reglages/lettres/<name>": tuple(
        f"/reglages/lettres/{name}" for name in ("membership-effective", "assembly-notice", "admission-letter")
    ),
    "GET /reglages/lettres/<name>/envois": ("/reglages/lettres/application-received/envois",),
    # The year before has a group too small to be shown, in a sentence beside its bar.
    REPORT_SECTION: tuple(
        f"/rapport-annuel/{THIS_YEAR - ago}/{code}" for ago, code in ((0, "actions"), (1, "evaluations"))
    ),
    "GET /instances/<int:body_id>": ("/instances/4", "/instances/1"),
    "GET /instances/<int:body_id>/modifier": ("/instances/4/modifier",),
    "GET /instances/<int:body_id>/sieges/nouveau": ("/instances/4/sieges/nouveau", "/instances/4/sieges/nouveau?q=ab"),
    "GET /instances/<int:body_id>/sieges/<int:seat_id>/depart": ("/instances/4/sieges/19/depart",),
    "GET /instances/<int:body_id>/reunions/nouvelle": ("/instances/4/reunions/nouvelle",),
    "GET /instances/<int:body_id>/reunions/<int:meeting_id>": ("/instances/4/reunions/7", "/instances/3/reunions/6"),
    "GET /instances/<int:body_id>/reunions/<int:meeting_id>/modifier": ("/instances/4/reunions/7/modifier",),
    "GET /instances/<int:body_id>/reunions/<int:meeting_id>/decisions/nouvelle": (
        "/instances/4/reunions/7/decisions/nouvelle",
    ),
    "GET /decisions/<int:number>": tuple(f"/decisions/{one}" for one in (1, 6, 7)),
    "GET /decisions/<int:number>/suites/nouvelle": ("/decisions/6/suites/nouvelle",),
    "GET /decisions/<int:number>/suites/<int:task_id>/modifier": ("/decisions/6/suites/1/modifier",),
    "GET /decisions/<int:number>/suites/<int:task_id>/avancement": ("/decisions/6/suites/2/avancement",),
    "GET /acteurs/<int:actor_id>": ("/acteurs/1", "/acteurs/45"),
    "GET /acteurs/<int:actor_id>/liens/<int:link_id>/fin": ("/acteurs/45/liens/1/fin",),
    "GET /votes/<int:box_id>/vie": ("/votes/{OPEN_BOX}/vie", "/votes/1/vie"),
    VOTE_ACT: ("/votes/{OPEN_BOX}/vie/abandonner", "/votes/1/vie/contester-pour"),
    "GET /votes/<int:box_id>/liste": ("/votes/{OPEN_BOX}/liste", "/votes/1/liste?q=membre"),
    "GET /votes/<int:box_id>/liste/ajout": ("/votes/{OPEN_BOX}/liste/ajout",),
    "GET /votes/<int:box_id>/secret": ("/votes/{OPEN_BOX}/secret",),
    "GET /votes/<int:box_id>": ("/votes/{OPEN_BOX}", "/votes/1", "/votes/3"),
    "GET /votes/<int:box_id>/nominatif": ("/votes/1/nominatif",),
}
FIRST = {
    "year": str(THIS_YEAR),
    "code": "actions",
    "plan_id": "1",
    "workshop_id": "1",
    "session_id": "1",
    "finding_id": "1",
    "production_id": "1",
    "assembly_id": str(TONIGHT),
    "consultation_id": "3",
    "axis_id": "1",
    "proposal_id": "1",
    "actor_id": "1",
    "protocol_id": "1",
    "referral_id": "1",
    "choice_id": "1",
    "place_id": "1",
    "version": "1",
    "number": "1",
    "mail_id": "1",
    "job_id": "1",
    "version_id": "1",
    "person_id": "1",
    "organisation_id": "1",
    "party_id": "1",
    "kind": "personnes",
    "application_id": "1",
    "upload_id": "1",
    "batch_id": "1",
    "dispatch_id": "1",
    "operation_id": "1",
    "claim_id": "3",
    "demand_id": "1",
    "wish_id": "1",
    "line_id": "3",
    "account_id": "1",
    "file_id": "1",
}


def addresses(known: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The places to look at, by route; `known` fills the names in braces."""
    routes = json.loads(ROUTES.read_text(encoding="utf-8"))
    readable = [route for route in routes if route.startswith("GET ") and not route.startswith("GET /api/v1/")]
    pages = [route for route in readable if route not in NO_PAGES and route not in ELSEWHERE]
    return {route: tuple(_filled(one, known) for one in PLACES.get(route) or _first(route)) for route in pages}


def _first(route: str) -> tuple[str, ...]:
    path = route.removeprefix("GET ")
    return (re.sub(r"<(?:[^<>:]+:)?(\w+)>", lambda found: FIRST[found[1]], path),)


def _filled(address: str, known: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: known[found[1]], address.replace("{DRAFT}", str(DRAFT)))
