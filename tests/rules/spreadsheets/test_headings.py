"""The sheets that cooperatives really have: titles above, totals inside, headings in everybody's words."""

from spreadsheets.rules.fields import Field, read_line
from spreadsheets.rules.headings import find_header, folded, is_blank, is_total, map_columns

FIELDS = (
    Field("number", "Number", "count", ("n°", "numéro", "n° sociétaire")),
    Field("last_name", "Last name", headings=("nom", "nom de famille")),
    Field("first_names", "First names", headings=("prénom", "prénoms")),
    Field("shares", "Shares", "count", ("nb parts", "nombre de parts")),
    Field("subscribed", "Amount", "cents", ("montant souscrit",)),
    Field("postcode", "Postcode", "postcode", ("cp", "code postal")),
    Field("admitted_on", "Admitted on", "day", ("date d'agrément", "date d'admission")),
)


def test_the_header_is_found_under_titles_and_blank_lines():
    rows = [
        ["SCIC La Halle"],
        [],
        ["Registre au 31/12/2025"],
        ["N°", "NOM", "Prenom", "Nb. parts"],
        [1, "Le Goff", "Anna", 5],
    ]
    header = find_header(rows, FIELDS)
    assert header is not None
    assert header.row == 3
    assert dict(header.columns) == {0: "number", 1: "last_name", 2: "first_names", 3: "shares"}


def test_a_sheet_without_any_known_heading_has_no_header():
    assert find_header([["alpha", "beta"], [1, 2]], FIELDS) is None


def test_the_order_of_columns_changes_nothing():
    headings = ["CP", "Date d’agrément", "Montant souscrit", "Nom", "Prénom"]
    named = {headings[index]: name for index, name in map_columns(headings, FIELDS).items()}
    turned = {headings[::-1][index]: name for index, name in map_columns(headings[::-1], FIELDS).items()}
    assert named == turned


def test_a_field_is_given_to_one_column_only():
    assert list(map_columns(["Nom", "Nom"], FIELDS).values()) == ["last_name"]


def test_what_was_chosen_before_wins_over_likeness():
    remembered = {folded("Nom"): "", folded("Libellé"): "last_name"}
    assert map_columns(["Nom", "Libellé"], FIELDS, remembered) == {1: "last_name"}


def test_totals_and_blank_lines_are_no_data():
    assert is_total([None, "Total général", 120])
    assert is_total(["Sous-total", 3])
    assert is_total([None, None, "TOTAL", "17 parts", "1 240,00 €"])
    assert is_total(["TOTAL", "6 sociétaires"])
    assert not is_total(["Total Vrac", "association", 12])
    assert is_blank(["", None, "  "])


def test_a_required_cell_left_empty_is_a_fault_of_its_field():
    line = read_line(7, [""], {0: Field("last_name", "Last name", required=True)})
    assert line.faults[0].field == "last_name"


def test_a_postcode_typed_as_a_number_finds_its_zero_again():
    assert read_line(2, [1250], {0: FIELDS[5]}).values == {"postcode": "01250"}
