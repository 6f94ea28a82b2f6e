"""Texts that users write: fields by name, a little Markdown, nothing that runs."""

import pytest

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import sentence
from foundation.wording.rules.fields import Field, check_fields, fill
from foundation.wording.rules.letters import Group, Wording, check_parts
from foundation.wording.rules.marking import as_data, as_html, as_text, filled, read

FIELDS = (Field("prenom", "first", "first"), Field("adresse_site", "site", "site"))
LETTER = Wording("a-letter", "A letter", "Leaves.", Group.JOINING, FIELDS)
PAPER = Wording("a-paper", "A paper", "Printed.", Group.PAPERS, FIELDS, parts=("opening", "closing"))


def refused(call, *arguments) -> str:
    with pytest.raises(Refused) as caught:
        call(*arguments)
    said = sentence("en", caught.value.message, caught.value.values)
    assert "%(" not in said
    return said


def test_an_unknown_field_is_refused_and_the_known_ones_are_named():
    assert "{prenoms}" in refused(check_fields, "Bonjour {prenoms}", FIELDS)
    assert "{prenom}, {adresse_site}" in refused(check_fields, "{x}", FIELDS)


@pytest.mark.parametrize("text", ["{{ config }}", "{% for x in y %}", "un { deux", "{prenom.__class__}", "{0}", "}"])
def test_no_template_and_no_stray_brace_is_taken(text):
    refused(check_fields, text, FIELDS)


def test_a_value_is_put_in_place_and_never_read_again():
    assert fill("{prenom}", {"prenom": "{adresse_site} {{ 7*7 }}"}) == "{adresse_site} {{ 7*7 }}"


def test_what_somebody_is_called_is_neither_markdown_nor_html():
    blocks = filled(read("Bonjour {prenom},"), {"prenom": "**Ada** <script>alert(1)</script> [x](https://mal.example)"})
    html = as_html(blocks)
    assert "<strong>" not in html and "<script>" not in html and "<a " not in html
    assert "&lt;script&gt;" in html


def test_only_web_and_mail_addresses_become_links():
    html = as_html(
        filled(
            read("[ici](https://scic.example/a) [non](javascript:alert(1)) {adresse_site}"),
            {
                "adresse_site": "javascript:alert(1)",
            },
        )
    )
    assert '<a href="https://scic.example/a">ici</a>' in html
    assert html.count("<a ") == 1


def test_a_field_that_is_an_address_is_a_link():
    html = as_html(filled(read("Voyez {adresse_site}."), {"adresse_site": "https://scic.example"}))
    assert '<a href="https://scic.example">https://scic.example</a>' in html


def test_blocks_are_paragraphs_headings_and_lists():
    blocks = read("# Titre\nUn\ndeux\n\n- a\n- **b**\n\nFin *bien*")
    assert [block.kind for block in blocks] == ["heading", "paragraph", "list", "paragraph"]
    assert as_html(blocks) == (
        "<h2>Titre</h2>\n<p>Un<br>deux</p>\n<ul><li>a</li><li><strong>b</strong></li></ul>\n<p>Fin <em>bien</em></p>"
    )
    assert as_text(blocks) == "Titre\n\nUn\ndeux\n\n- a\n- b\n\nFin bien"
    assert as_data(blocks)[2]["lines"][1] == [{"text": "b", "bold": True, "italic": False, "target": ""}]


def test_a_line_whose_fields_say_nothing_is_left_out():
    assert as_text(filled(read("Bonjour\n\n{prenom}\n\nFin"), {"prenom": ""})) == "Bonjour\n\nFin"


def test_plain_text_keeps_the_address_of_a_link():
    assert as_text(read("[le site](https://scic.example)")) == "le site (https://scic.example)"


def test_a_letter_needs_a_subject_and_a_text_and_a_paper_may_have_neither():
    refused(check_parts, LETTER, {"subject": "", "body": "x"})
    refused(check_parts, LETTER, {"subject": "x", "body": "  "})
    refused(check_parts, LETTER, {"subject": "x" * 201, "body": "x"})
    assert check_parts(PAPER, {"opening": "", "closing": " a\r\nb "}) == {"opening": "", "closing": "a\nb"}
