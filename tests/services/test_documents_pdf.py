"""PDF from a template and data: always the same, accessible, and deaf to what it is told."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image

from foundation.documents import pdf
from foundation.kernel.errors import NotFound, Refused, ScicError
from tests.factories import documents as papers
from tests.factories import minutes as records

AT = papers.AT
SAMPLES: dict[str, tuple[str, dict[str, Any]]] = {
    "notice": ("convocation", papers.convocation()),
    "general notice": ("convocation", papers.convocation(recipient=None, proxy=None, questions=None, documents=[])),
    "sheet": ("feuille-presence", papers.attendance_sheet()),
    "blank sheet": ("feuille-presence", papers.attendance_sheet(blank=True)),
    "minutes": ("proces-verbal", records.minutes()),
    "draft minutes": ("proces-verbal", records.minutes(draft=True)),
    "failed minutes": ("proces-verbal", records.failed_minutes()),
    "decision": ("decision", records.decision()),
}
HOSTILE = '#panic("x") #image("/etc/passwd") $x$ *b* _i_ @ref <label> // /* `raw` \\u{41} [x] "q"'


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    """All the text, line ends as spaces."""
    return " ".join("\n".join(page.extract_text() for page in read(content).pages).split())


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    template, data = SAMPLES[name]
    assert pdf.render(template, data, at=AT) == pdf.render(template, data, at=AT)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_document_is_tagged_titled_archival_and_names_the_company(name: str) -> None:
    template, data = SAMPLES[name]
    content = pdf.render(template, data, at=AT)
    document = read(content)
    catalogue = document.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"].startswith("fr")
    assert document.metadata is not None
    assert document.metadata.title.endswith("Pôle des Trois Rivières")
    metadata = catalogue["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in metadata
    assert "pdfaid:part>3" in metadata
    text = text_of(content)
    assert "Société coopérative d’intérêt collectif sous forme de société anonyme à capital variable" in text
    assert "SIREN 812 345 672" in text.replace("\u202f", " ")
    pages = len(document.pages)
    assert f"Page 1 / {pages}" in text.replace("\u202f", " ").replace("\u00a0", " ")


def test_another_moment_gives_other_bytes() -> None:
    template, data = SAMPLES["decision"]
    later = datetime(2026, 5, 20, 8, 0, 1, tzinfo=UTC)
    assert pdf.render(template, data, at=AT) != pdf.render(template, data, at=later)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        pdf.render(*SAMPLES["decision"], at=datetime(2026, 5, 20, 8, 0))


def test_commands_in_data_are_printed_as_text() -> None:
    data = papers.convocation()
    data["recipient"]["name"] = HOSTILE
    data["resolutions"][0] |= {"title": HOSTILE, "text": HOSTILE, "reasons": HOSTILE}
    data["cooperative"]["name"] = HOSTILE
    text = squeezed(text_of(pdf.render("convocation", data, at=AT)))
    assert text.count(squeezed(HOSTILE)) >= 5
    assert "root:" not in text


def test_emoji_foreign_letters_and_hidden_marks_are_all_visible() -> None:
    data = records.decision()
    data["resolution"]["text"] = "Vive 😀 汉 \u202eabc\x00 Ελλάδα\ud83d"
    text = text_of(pdf.render("decision", data, at=AT))
    for shown in ("😀", "[U+6C49]", "[U+202E]abc[U+0000]", "Ελλάδα[U+D83D]"):
        assert shown in text


@pytest.mark.parametrize("endless", ["W" * 3000, "Nom " * 750, "é" * 3000, "-" * 3000])
def test_a_name_of_three_thousand_characters_is_printed_whole(endless: str) -> None:
    data = papers.attendance_sheet(3)
    data["rows"][0]["name"] = endless
    content = pdf.render("feuille-presence", data, at=AT)
    printed = "".join(text_of(content).replace("\u200b", "").split())
    assert printed.count(endless.strip()[0]) >= endless.count(endless[0])


def test_nothing_to_print_is_printed_as_nothing() -> None:
    empty = records.minutes(
        officers=[],
        attending=[],
        agenda=[],
        documents=[],
        items=[],
        questions=[],
        events=[],
        incidents=[],
        annexes=[],
        attachments=[],
        signatures=[],
        quorums=[],
        statutes=None,
        signed_words="",
        remote_held=False,
    )
    empty["attendance"]["colleges"] = []
    assert pdf.render("proces-verbal", empty, at=AT).startswith(b"%PDF-1.7")
    assert pdf.render("feuille-presence", papers.attendance_sheet(0, officers=[]), at=AT).startswith(b"%PDF-1.7")
    bare = papers.convocation(agenda=[], resolutions=[], documents=[], taking_part=[], questions=None, rules=None)
    assert pdf.render("convocation", bare, at=AT).startswith(b"%PDF-1.7")


def test_five_hundred_members_fit_on_one_sheet() -> None:
    content = pdf.render("feuille-presence", papers.attendance_sheet(500), at=AT)
    text = text_of(content)
    assert "500, rue des Lavoirs" in text
    assert text.count("Nom, prénom usuel, domicile ou siège") == sum(
        "rue des Lavoirs, 35590" in page.extract_text() for page in read(content).pages
    )


def test_a_picture_without_words_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "essai.typ"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    source.write_text('#set document(title: "T")\n#image(bytes(sys.inputs.svg), format: "svg", width: 1mm)')
    with pytest.raises(ScicError, match="alt"):
        pdf.compile_pdf(source, inputs={"svg": drawing}, at=AT)
    source.write_text(
        '#set document(title: "T")\n#image(bytes(sys.inputs.svg), format: "svg", width: 1mm, alt: "Rien")'
    )
    assert pdf.compile_pdf(source, inputs={"svg": drawing}, at=AT).startswith(b"%PDF")


def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    room = tmp_path / "room"
    room.mkdir()
    source = room / "essai.typ"
    source.write_text('#set document(title: "T")\n#read("../secret.txt")')
    with pytest.raises(ScicError, match="could not be printed"):
        pdf.compile_pdf(source, inputs={}, at=AT)


@pytest.mark.parametrize("name", ["inconnu", "../mail/x", "/etc/passwd", "", "_charte.typ", "fonts/x"])
def test_an_unknown_template_is_not_found(name: str) -> None:
    with pytest.raises(NotFound):
        pdf.render(name, {"cooperative": papers.cooperative()}, at=AT)


def test_french_spaces_survive_in_the_text_of_the_file() -> None:
    raw = "".join(page.extract_text() for page in read(pdf.render(*SAMPLES["notice"], at=AT)).pages)
    assert "qui se tiendra\u202f:" in raw
    assert "«\u202fBon\u00a0pour\u00a0pouvoir\u202f»" in raw
    assert "48\u202f620,00\u00a0€" in raw


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 4), "#12665f").save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(
    "logo",
    [
        picture("PNG"),
        picture("JPEG"),
        picture("WEBP"),
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1"/></svg>',
    ],
)
def test_the_logo_is_printed_with_its_words(logo: bytes) -> None:
    plain = pdf.print_document("decision", records.decision(), at=AT)
    marked = pdf.print_document("decision", records.decision(cooperative=papers.cooperative(logo=logo)), at=AT)
    assert marked.params["cooperative"]["logo"]["format"] in ("png", "jpg", "webp", "svg")
    assert plain.content != marked.content
    assert pdf.print_again("decision", marked.params, at=AT).content == marked.content


@pytest.mark.parametrize("logo", [b"", b"not a picture", picture("PNG")[:40], picture("BMP"), b"<svg", b"RIFF1234WAVE"])
def test_a_broken_logo_never_stops_a_document(logo: bytes) -> None:
    printed = pdf.print_document("decision", records.decision(cooperative=papers.cooperative(logo=logo)), at=AT)
    assert printed.params["cooperative"]["logo"] is None


def test_a_colour_that_is_none_is_replaced() -> None:
    data = records.decision(cooperative=papers.cooperative(colour='#zz"); panic("'))
    assert pdf.render("decision", data, at=AT).startswith(b"%PDF")


def test_legal_documents_exist_in_french_only() -> None:
    with pytest.raises(Refused, match="French only"):
        pdf.render(*SAMPLES["decision"], language="en", at=AT)
