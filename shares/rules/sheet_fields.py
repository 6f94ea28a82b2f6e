"""What a sheet of share movements may hold, and the headings that cooperatives give it.

Our own export writes the first heading of each field, so that it comes back whole; other columns of it are there to be
read. A sheet of holdings (member, shares, amount, day) is the same sheet with fewer columns.
"""

from foundation.kernel.sentences import N_
from spreadsheets.rules.fields import Field

HOLDER_FIELDS = (
    Field("order", N_("Order no."), "count", ("n° d'ordre", "numéro d'ordre", "n° de mouvement", "numéro du mouvement")),
    Field(
        "number", N_("Member no."), "count",
        (
            "n° de membre", "numéro", "n°", "n° sociétaire", "numéro de sociétaire", "n° associé", "membre n°",
            "numéro de membre", "n° d'associé", "cédant n°", "n° du cédant", "n° titulaire",
        ),
    ),
    Field(
        "name", N_("Name"),
        headings=(
            "nom", "titulaire", "sociétaire", "associé", "membre", "nom et prénom", "nom prénom", "dénomination",
            "raison sociale", "structure", "organisation", "cédant", "nom du titulaire",
        ),
    ),
    Field("first_names", N_("First names"), headings=("prénoms", "prénom")),
    Field("siren", N_("SIREN"), headings=("siren", "n° siren", "rcs")),
    Field("application", N_("Application no."), "count", ("n° de candidature", "candidature n°")),
)  # fmt: skip
ACT_FIELDS = (
    Field(
        "kind", N_("Nature of the movement"),
        headings=(
            "nature", "nature du mouvement", "nature de l'opération", "type", "type de mouvement", "mouvement",
            "opération", "libellé",
        ),
    ),
    Field(
        "effective_on", N_("Takes effect on"), "day",
        (
            "date d'effet", "date", "date du mouvement", "date de l'opération", "date de souscription", "souscrit le",
            "date d'entrée", "depuis le",
        ),
        required=True,
    ),
    Field("decided_on", N_("Decided on"), "day", ("date de décision", "décidé le", "date du pv", "date d'agrément")),
    Field(
        "decision", N_("Decision"),
        headings=("décision", "organe", "instance", "pv", "procès-verbal", "décision de"),
    ),
)  # fmt: skip
AMOUNT_FIELDS = (
    Field("shares", N_("Shares"), "count", ("parts", "nombre de parts", "nb parts", "nb de parts", "parts sociales")),
    Field(
        "nominal", N_("Nominal value of a share"), "cents",
        ("valeur nominale", "nominal", "valeur de la part", "prix de la part", "prix unitaire", "valeur unitaire"),
    ),
    Field("amount", N_("Amount"), "cents", ("montant", "somme", "total", "montant total", "valeur")),
    Field("subscribed", N_("Amount subscribed"), "cents", ("souscrit", "montant souscrit", "capital souscrit", "capital")),
    Field("called", N_("Amount called"), "cents", ("appelé", "montant appelé", "capital appelé")),
    Field("paid", N_("Amount paid"), "cents", ("libéré", "montant libéré", "versé", "montant versé", "payé", "réglé")),
    Field(
        "owed", N_("Amount to be refunded"), "cents",
        ("à rembourser", "montant à rembourser", "dû", "montant remboursé", "remboursé", "reste à rembourser"),
    ),
    Field("advance", N_("Received ahead"), "cents", ("reçu d'avance", "avance", "versé d'avance")),
)  # fmt: skip
PAPER_FIELDS = (
    Field(
        "counterpart", N_("Other member, no."), "count",
        (
            "contrepartie n°", "n° de la contrepartie", "contrepartie", "cessionnaire n°", "n° du cessionnaire",
            "cédé à (n°)", "nouveau titulaire n°", "bénéficiaire n°",
        ),
    ),
    Field(
        "counterpart_name", N_("Other member, name"),
        headings=("nom de la contrepartie", "cessionnaire", "nom du cessionnaire", "cédé à", "nouveau titulaire"),
    ),
    Field("means", N_("Means of payment"), headings=("moyen de paiement", "moyen", "mode de paiement", "règlement")),
    Field("payer", N_("Paid by"), headings=("payeur", "payé par", "versé par")),
    Field("document", N_("Document"), headings=("pièce", "référence", "document", "justificatif", "n° de pièce")),
    Field("motive", N_("Note"), headings=("note", "notes", "motif", "observation", "observations", "commentaire")),
)  # fmt: skip
MOVEMENT_FIELDS = (*HOLDER_FIELDS, *ACT_FIELDS, *AMOUNT_FIELDS, *PAPER_FIELDS)

CENTS = ("nominal", "amount", "subscribed", "called", "paid", "owed", "advance")
PAPERS = ("decided_on", "decision", "motive", "document", "means", "payer")
EXPORTED = (
    "order", "effective_on", "kind", "number", "name", "counterpart", "counterpart_name", "shares", "nominal",
    "subscribed", "called", "paid", "owed", "advance", "decided_on", "decision", "means", "payer", "document", "motive",
    "application",
)  # fmt: skip
CONTROL_HEADINGS = ("Opération n°", "Inscrit le", "Inscrit par", "Contre-passe l’opération", "Sceau")
"""Columns of the export that no import reads: they tell a person what else the register holds of a movement."""


def heading_of(field: Field) -> str:
    """The heading of a field in our own export.

    >>> heading_of(HOLDER_FIELDS[0])
    "N° d'ordre"
    """
    return field.headings[0][0].upper() + field.headings[0][1:]


def exported_headings() -> tuple[str, ...]:
    """The first line of the export."""
    known = {field.name: field for field in MOVEMENT_FIELDS}
    return (*(heading_of(known[name]) for name in EXPORTED), *CONTROL_HEADINGS)
