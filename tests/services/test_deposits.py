"""A file that is handed in is judged by its bytes, kept under our name, and can hurt nobody who opens it."""

import io

import pytest
from PIL import Image

from foundation.documents.deposits import (
    deposit,
    deposit_or_404,
    deposited_response,
    deposits_about,
    empty_deposit,
)
from foundation.documents.file_kinds import LARGEST, FileKind
from foundation.documents.models import Deposit
from foundation.documents.rules.pictures import cleaned
from foundation.kernel.audit import Actor, history
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.ledger import AppendOnlyViolation
from tests.factories import files

ACTOR = Actor(None, "Maëlle Kervadec")


def hand_in(content, at, *, about="workshop:1", title="Une photo", **options):
    return deposit(io.BytesIO(content), about=about, title=title, actor=ACTOR, at=at, **options)


GOOD = {
    "image/jpeg": files.picture("JPEG"),
    "image/png": files.picture("PNG"),
    "image/webp": files.picture("WEBP"),
    "application/pdf": files.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": files.docx(),
    "application/vnd.oasis.opendocument.text": files.odt(),
}


@pytest.mark.parametrize("media_type", GOOD)
def test_a_file_is_what_its_bytes_say(session, at, media_type):
    kept = hand_in(GOOD[media_type], at)
    assert kept.media_type == media_type
    assert kept.size == len(kept.content)
    if media_type.startswith("image/"):
        assert (kept.width, kept.height) == (60, 40)


HOSTILE = {
    "empty": (b"", "deposit-empty"),
    "too large": (b"%PDF-" + b"0" * LARGEST, "deposit-large"),
    "a drawing that runs a script": (files.SVG, "deposit-kind"),
    "a page that runs a script": (files.HTML, "deposit-kind"),
    "a program": (b"MZ\x90\x00" + b"\0" * 200, "deposit-kind"),
    "a shell script": (b"#!/bin/sh\nrm -rf /\n", "deposit-kind"),
    "a moving picture": (files.picture("GIF"), "deposit-kind"),
    "a zip of anything": (files.zipped(**{"setup.exe": b"MZ"}), "deposit-kind"),
    "a zip that is cut": (files.docx()[:60], "deposit-kind"),
    "a zip that ends in garbage": (b"PK\x03\x04" + b"\xff" * 500, "deposit-kind"),
    "a document with macros": (files.docx(macros=True), "deposit-macros"),
    "the head of a photo and a page": (b"\xff\xd8\xff\xe0" + files.HTML * 20, "picture-damaged"),
    "a photo cut in the middle": (files.picture("JPEG")[:200], "picture-damaged"),
    "a drawing cut at its end": (files.picture("PNG")[:-12], "picture-damaged"),
    "a picture of a billion pixels": (files.wide_png(40_000, 40_000), "picture-pixels"),
    "a picture of no width": (files.wide_png(0, 10), "picture-damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_sentence_and_is_not_kept(session, at, name):
    content, code = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        hand_in(content, at)
    assert refused.value.code == code
    assert session.query(Deposit).count() == 0


def test_only_the_kinds_that_are_asked_for_are_taken(session, at):
    with pytest.raises(Refused, match="no picture"):
        hand_in(files.PDF, at, kinds={FileKind.PICTURE})
    with pytest.raises(Refused, match="PDF for a text"):
        hand_in(files.docx(), at, kinds={FileKind.PICTURE, FileKind.PDF})


def test_a_file_needs_a_title_and_a_long_one_is_cut(session, at):
    with pytest.raises(Refused, match="Say in a few words"):
        hand_in(files.PDF, at, title=" \n ")
    assert len(hand_in(files.PDF, at, title="é" * 500).title) == 200


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_where_a_photo_was_taken_is_not_kept_and_it_still_opens(session, at, form):
    content = files.picture(form, place=True)
    assert b"TelephoneSecret" in content
    kept = hand_in(content, at).content
    assert b"TelephoneSecret" not in kept
    opened = Image.open(io.BytesIO(kept))
    opened.load()
    assert opened.size == (60, 40)
    assert dict(opened.getexif()) == ({0x0112: 6} if form == "JPEG" else {})


def test_cleaning_twice_changes_nothing_more():
    once = cleaned(files.picture("JPEG", place=True))
    assert cleaned(once[0]) == once


def test_the_very_same_file_sent_twice_is_kept_once(session, at):
    first = hand_in(files.PDF, at)
    assert hand_in(files.PDF, at, title="Encore").id == first.id
    assert hand_in(files.PDF, at, about="workshop:2").id != first.id


def test_a_file_is_downloaded_under_our_name_and_cannot_run(app, session, at):
    answer = deposited_response(hand_in(files.PDF, at, title='"; filename=x.exe\r\nSet-Cookie: a=b'), inline=True)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=fichier-")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert "private" in answer.headers["Cache-Control"]


def test_a_picture_alone_is_shown_in_a_page(app, session, at):
    shown = deposited_response(hand_in(files.picture(), at), inline=True)
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert shown.mimetype == "image/jpeg"


def test_a_file_never_changes_but_its_content_may_go(session, at):
    kept = hand_in(files.picture(), at)
    kept.title = "Autre"
    with pytest.raises(AppendOnlyViolation):
        session.flush()
    session.expire(kept)
    empty_deposit(kept, actor=ACTOR, at=at)
    assert session.get(Deposit, kept.id).content == b""
    assert deposits_about("workshop:1") == []
    with pytest.raises(NotFound):
        deposit_or_404(kept.id)
    assert [entry.tag for entry in history("workshop:1")] == ["documents:file:deposited", "documents:file:emptied"]
    assert hand_in(files.picture(), at).id != kept.id


def test_a_file_is_found_only_by_what_it_is_about(session, at):
    kept = hand_in(files.PDF, at)
    assert deposit_or_404(kept.id, about="workshop:1") is not None
    with pytest.raises(NotFound):
        deposit_or_404(kept.id, about="workshop:2")
    assert deposits_about("workshop:1", "workshop:2") == [kept]
