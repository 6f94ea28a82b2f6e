"""What a sheet of members may hold, and the headings that cooperatives give it.

Our own export writes the first heading of each field, so that it comes back whole; the control columns are not in it.
"""

from foundation.kernel.sentences import N_
from spreadsheets.rules.fields import Field

PERSON_FIELDS = (
    Field("last_name", N_("Last name"), headings=("nom", "nom de famille", "nom de naissance", "nom patronymique")),
    Field("first_names", N_("First names"), headings=("prénoms", "prénom", "prénom usuel et autres prénoms")),
    Field("usage_name", N_("Usage name"), headings=("nom d'usage", "nom marital", "nom d'épouse")),
    Field("usual_first_name", N_("Usual first name"), headings=("prénom usuel", "prénom d'usage")),
    Field("born_on", N_("Born on"), "day", ("né le", "né(e) le", "date de naissance", "naissance")),
)
ORGANISATION_FIELDS = (
    Field(
        "organisation", N_("Organisation"),
        headings=(
            "dénomination", "raison sociale", "organisation", "structure", "nom de la structure", "personne morale",
        ),
    ),
    Field("legal_form", N_("Legal form"), headings=("forme juridique", "forme", "statut juridique")),
    Field("siren", N_("SIREN"), headings=("siren", "n° siren", "rcs", "siren/rcs")),
    Field("siret", N_("SIRET"), headings=("siret", "n° siret")),
    Field("rna", N_("RNA"), headings=("rna", "n° rna", "numéro rna")),
    Field("size", N_("Size"), "count", ("taille", "effectif", "nombre d'habitants", "population")),
    Field(
        "delegate_last_name", N_("Representative, last name"),
        headings=("nom du représentant", "représentant nom", "représentant"),
    ),
    Field(
        "delegate_first_names", N_("Representative, first names"),
        headings=("prénom du représentant", "représentant prénom"),
    ),
    Field("delegate_role", N_("Representative, role"), headings=("fonction du représentant", "qualité", "fonction")),
)  # fmt: skip
CONTACT_FIELDS = (
    Field("street", N_("Address"), headings=("adresse", "rue", "adresse postale", "adresse 1")),
    Field("postcode", N_("Postcode"), "postcode", ("code postal", "cp")),
    Field("town", N_("Town"), headings=("ville", "commune", "localité")),
    Field("country", N_("Country"), headings=("pays",)),
    Field("email", N_("E-mail"), headings=("courriel", "e-mail", "email", "mail", "adresse électronique", "mél")),
    Field("phone", N_("Phone"), headings=("téléphone", "tél", "tel", "portable", "mobile", "tél.")),
)
MEMBERSHIP_FIELDS = (
    Field(
        "number", N_("Member no."), "count",
        ("numéro", "n°", "n° sociétaire", "numéro de sociétaire", "no", "n° associé", "membre n°", "n° d'associé"),
    ),
    Field("category", N_("Category"), headings=("catégorie", "catégorie d'associé")),
    Field("college", N_("College"), headings=("collège", "collège de vote")),
    Field(
        "admitted_on", N_("Admitted on"), "day",
        ("admis le", "date d'agrément", "date d'admission", "date d'entrée", "date d'adhésion", "agréé le"),
    ),
    Field("decision", N_("Decision"), headings=("décision", "décision d'agrément", "pv", "procès-verbal")),
    Field("left_on", N_("Left on"), "day", ("sorti le", "date de sortie", "date de départ", "date de radiation")),
    Field("left_by", N_("Reason of the exit"), headings=("motif de sortie", "motif du départ", "motif")),
)  # fmt: skip
CONTROL_FIELDS = (
    Field("shares", N_("Shares"), "count", ("nombre de parts", "nb parts", "parts", "nb de parts", "parts sociales")),
    Field(
        "subscribed", N_("Amount subscribed"), "cents", ("montant souscrit", "souscrit", "capital souscrit", "montant")
    ),
    Field("paid", N_("Amount paid"), "cents", ("montant libéré", "libéré", "montant versé", "versé")),
)
MEMBER_FIELDS = (*MEMBERSHIP_FIELDS, *PERSON_FIELDS, *ORGANISATION_FIELDS, *CONTACT_FIELDS, *CONTROL_FIELDS)
EXPORTED_FIELDS = (*MEMBERSHIP_FIELDS, *PERSON_FIELDS, *ORGANISATION_FIELDS, *CONTACT_FIELDS)


def written_heading(field: Field) -> str:
    """The heading of a field in our own export.

    >>> written_heading(MEMBERSHIP_FIELDS[0])
    'Numéro'
    """
    return field.headings[0][0].upper() + field.headings[0][1:]
