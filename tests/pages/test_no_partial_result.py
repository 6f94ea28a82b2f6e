"""No partial result anywhere before the closing: not on a page, not in the API, an export, a mail, the trail or the log.

The ballots of open votes are changed behind the application's back, the same persons having voted at the same minutes; whoever
looks then, wherever they look, must see what they saw before. The one thing that may change is a voter's own ballot, and
nobody who looks here has voted.
"""

import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select, text

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM, Actor, AuditEntry
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from foundation.web.transaction import transaction
from governance.queries.consultations import boxes_of
from governance.services.consulting import open_consultation
from governance.services.voting import open_vote
from membership.models.members import Member
from scic.export_writing import write_export
from scic.jobs import ERRANDS
from tests.factories.accounts import make_account, sign_in
from tests.factories.api import token_for
from tests.factories.consultations import CLOSES, OPENED, WRITTEN, consent, opinion, priorities, written
from tests.factories.governance import tonight
from tests.factories.votes import draft, roll
from tests.services.test_votes_verification_life import by_hand
from votes import queries
from votes.boxed_ballots import counted_ballots
from votes.models import Ballot, Box, Objection, Right
from votes.receipts import new_receipt
from votes.rules.secrecy import Secrecy, SmallGroup, SmallGroupWay
from votes.services import boxes, casting, closing, publishing
from votes.services.act_writing import Acting
from votes.services.rehearsing import rehearse

SAID = "Une objection que personne ne lit avant la clôture"
SWAPPED = (
    ('"for"', '"against"'),
    ('"against"', '"for"'),
    ('{"o1":7,"o3":3}', '{"o2":4,"o3":6}'),
    ('{"o2":4,"o3":6}', '{"o1":7,"o3":3}'),
)
SMALL = {
    college: SmallGroup(SmallGroupWay.LIMITED, "", "Chacun l’accepte.")
    for college in ("structures", "salaries", "collectivites", "financeurs", "benevoles")
}
# Where who looks learns nothing of votes, or what answers is no text of ours
NOT_ASKED = ("/static/", "/membres/tableau", "/langue", "/deconnexion", "/reglages/export", "/couleurs.css", "/logo")
# What readers of one role alone look at again: two of the votes, and what tells of votes
TELLING = ("/assemblees", "/consultations", "/journal", "/voter")
OF_VOTES = (
    "/votes",
    "/assemblees",
    "/consultations",
    "/decisions",
    "/journal",
    "/voter",
    "/compte",
    "/courriels",
    "/travaux",
)
CHANGING = (
    re.compile(r'name="csrf_token" value="[^"]*"'),
    re.compile(r'<meta name="csrf[^>]*>'),
    re.compile(r'nonce="[^"]*"'),
    re.compile(r'value="[\w-]{22,}"'),
    re.compile(r"[2-9A-HJ-NP-Z]{20}"),
    re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^\"<]*"),
    re.compile(r"\d{1,2}(:|\u202fh\u202f|\u00a0h\u00a0|\u00a0h | h )\d\d(:\d\d)?"),
)


class Votes:
    """Four votes that run: on a point of the agenda, secret with few of its voters told, and in a consultation."""

    def __init__(self) -> None:
        at = now().replace(second=0, microsecond=0)
        assembly, members = tonight()
        voters = list(members)
        item = open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=at - timedelta(minutes=30))
        self._desk(item, 7)
        shift = (at - timedelta(days=1)) - OPENED
        asked = written(
            opinion(), priorities(), priorities("En secret", secret=True, replaceable=False, groups=SMALL), consent(),
            at=WRITTEN + shift, closes_at=CLOSES + shift,
        )  # fmt: skip
        open_consultation(asked.id, actor=SYSTEM, at=OPENED + shift)
        self.assembly, self.consultation, self.item = assembly.id, asked.id, assembly.items[1].id
        opinion_box, points, secret_points, consent_box = boxes_of(asked).values()
        self._desk(opinion_box, 7)
        self._points(points)
        self._secret(secret_points, [{"o1": 7, "o3": 3}] * 5 + [{"o2": 4, "o3": 6}] * 2)
        self._desk(consent_box, 8)
        alone = boxes.open_box(
            draft(secrecy=Secrecy(3), replaceable=False, colleges=(), closes_at=at + timedelta(hours=3)),
            roll(*range(9001, 9010), college=None), actor=SYSTEM, at=at - timedelta(hours=1),
        )  # fmt: skip
        self._secret(alone, ["for"] * 5 + ["against"] * 2)
        self.boxes = [one.id for one in (item, opinion_box, points, secret_points, consent_box, alone)]
        assert voters

    def _desk(self, box: Box, yes: int) -> None:
        for rank, right in enumerate(queries.rights_at_desk(box.id)):
            casting.cast_at_desk(
                box.id, right.right_id, "for" if rank < yes else "against", actor=SYSTEM, at=self._at(box)
            )

    def _points(self, box: Box) -> None:
        for rank, right in enumerate(queries.rights_at_desk(box.id)[:9]):
            points = {"o1": 7, "o3": 3} if rank < 6 else {"o2": 4, "o3": 6}
            casting.cast_at_desk(box.id, right.right_id, points, actor=SYSTEM, at=self._at(box))

    def _secret(self, box: Box, choices: list[object]) -> None:
        """Put in by the statements of a cast: these voters have no account."""
        from foundation.kernel.db import canonical_json
        from votes.ballot_rows import add_mark, add_secret_ballot

        for right, choice in zip(queries.rights_at_desk(box.id), choices, strict=False):
            college = db.session.execute(text("SELECT college FROM votes_right WHERE id = :id"), {"id": right.right_id})
            row = {"box_id": box.id, "college": college.scalar_one()}
            mark = {"right_id": right.right_id, "channel": "online", "account_id": None, "warned": True}
            assert add_mark(row | mark | {"marked_at": self._at(box)})
            assert add_secret_ballot(row | {"id": new_receipt(), "choice": canonical_json(choice)})

    @staticmethod
    def _at(box: Box) -> object:
        return box.opened_at + timedelta(minutes=1)


def swap() -> None:
    """Every choice becomes another one; who voted, and when, stays."""
    cases = " ".join(f"WHEN :from{rank} THEN :to{rank}" for rank in range(len(SWAPPED)))
    values = {f"from{rank}": one for rank, (one, _) in enumerate(SWAPPED)}
    values |= {f"to{rank}": other for rank, (_, other) in enumerate(SWAPPED)}
    for table in ("votes_ballot", "votes_secret_ballot"):
        by_hand(table, f"UPDATE {table} SET choice = CASE choice {cases} ELSE choice END", **values)


def counts(votes: Votes) -> list[object]:
    """What is in the boxes."""
    return [counted_ballots(queries.get_box(box)) for box in votes.boxes]


def plain(content: bytes, kind: str) -> str:
    """An answer as text, without what is drawn anew for each page and without clock times."""
    if kind == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    shown = content.decode("utf-8", errors="replace")
    for pattern in CHANGING:
        shown = pattern.sub("…", shown)
    return shown


def addresses(app: Flask, votes: Votes) -> list[str]:
    """Every address that is read, filled with the votes that run, and with 1 where it is about something else."""
    known = {"assembly_id": votes.assembly, "item_id": votes.item, "consultation_id": votes.consultation, "position": 2}
    found: set[str] = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(NOT_ASKED):
            continue
        numbers = votes.boxes if {"box_id", "number"} & rule.arguments else [1]
        for number in numbers if rule.rule.startswith(("/votes", "/api")) else numbers[:1]:
            values = {name: known.get(name, 1) for name in rule.arguments} | {"box_id": number}
            if rule.rule.startswith("/api"):
                values["number"] = number
            found.add(re.sub(r"<(?:(any)\(([^)]*)\):|\w+:)?(\w+)>", partial(_value, values), rule.rule))
    return sorted(found)


def _value(values: dict[str, object], found: re.Match[str]) -> str:
    if found[1]:
        return found[2].split(",")[0].strip().strip("'\"")
    return str(values[found[3]])


class Looking:
    """One reader, and all that they are shown."""

    def __init__(self, app: Flask, name: str, roles: tuple[Role, ...]) -> None:
        self.client: FlaskClient = app.test_client()
        account = make_account(name, *roles, language="en")
        sign_in(self.client, account)
        self.program = app.test_client(use_cookies=False)
        self.token = token_for(account)

    def at(self, address: str) -> tuple[int, str]:
        if address.startswith("/api/v1"):
            answer = self.program.get(address, headers={"Authorization": f"Bearer {self.token}"})
        else:
            answer = self.client.get(address, buffered=True)
        return answer.status_code, plain(answer.get_data(), answer.mimetype)


READERS: dict[str, tuple[Role, ...]] = {
    "everything": tuple(role for role in Role if role is not Role.MEMBER),
    **{role.value: () if role is Role.MEMBER else (role,) for role in Role},
}


@pytest.fixture
def votes(own_app: Flask) -> Iterator[Votes]:
    with own_app.app_context():
        with transaction():
            made = Votes()
        yield made


@pytest.mark.timeout(900)  # some two thousand pages are read
def test_whoever_looks_sees_the_same_whatever_was_cast(own_app: Flask, votes: Votes) -> None:
    with transaction():
        readers = {name: Looking(own_app, name, roles) for name, roles in READERS.items()}
    every = addresses(own_app, votes)
    several = {f"/{room}/{box}" for box in (votes.boxes[0], votes.boxes[3]) for room in ("votes", "api/v1/votes")}
    few = {one for one in every if any(one == each or one.startswith(f"{each}/") for each in several)}
    wanted = [
        (name, address)
        for name in readers
        for address in every
        if name == "everything" or address == "/" or address.startswith(TELLING) or address in few
    ]
    before = {one: readers[one[0]].at(one[1]) for one in wanted}
    opened = [address for (name, address), (status, _text) in before.items() if name == "everything" and status == 200]
    assert {f"/votes/{box}" for box in votes.boxes} <= set(opened)
    assert len([address for address in opened if address.startswith(OF_VOTES)]) > 30, "hardly a page was opened"
    cast = counts(votes)
    with transaction():
        swap()
    assert all(one != other for one, other in zip(cast, counts(votes), strict=True))
    leaks = [one for one in wanted if readers[one[0]].at(one[1]) != before[one]]
    assert leaks == []


def handed(reader: Looking, person: int) -> dict[str, object]:
    """What the office hands over on a person, without the trail: handing over writes there."""
    sent = {"form": "json", "motive": "Lettre du 12 mars"}
    answer = reader.client.post(f"/donnees-personnelles/personnes/{person}/acces", data=sent)
    assert answer.status_code == 200
    return {key: rows for key, rows in json.loads(answer.get_data())["data"].items() if key != "journal"}


def test_what_is_handed_over_on_a_member_waits_for_the_result(own_app: Flask, votes: Votes) -> None:
    """Staff may print what is held on any member: an open ballot, or an objection, is there once the result is public."""
    with transaction():
        readers = [Looking(own_app, name, READERS[name]) for name in ("staff", "everything")]
        voted = select(Member.person_id, Right.box_id, Right.id).join(Right, Right.member_number == Member.number)
        voted = voted.join(Ballot, Ballot.right_id == Right.id).where(Member.person_id.is_not(None))
        rights = db.session.execute(voted).all()
    people = {person for person, _box, _right in rights}
    assert {box for _person, box, _right in rights} >= {votes.boxes[0], votes.boxes[4]}
    before = {one: handed(readers[0], one) for one in people}
    for told in before.values():
        assert "droits-de-vote" in told
        assert not {"bulletins", "objections"} & set(told)
    with transaction():
        swap()
        db.session.add_all(
            Objection(box_id=box, right_id=right, reason=SAID, at=now())
            for _person, box, right in rights
            if box == votes.boxes[4]
        )
    for reader in readers:
        assert {one: handed(reader, one) for one in people} == before


def test_the_whole_export_is_the_same_whatever_was_cast(own_app: Flask, votes: Votes, tmp_path: Path) -> None:
    at = now()

    def exported(name: str) -> dict[str, bytes]:
        write_export(tmp_path / name, at=at, progress=lambda _table, _count: None)
        with zipfile.ZipFile(tmp_path / name) as archive:
            return {one: archive.read(one) for one in archive.namelist()}

    before = exported("avant.zip")
    with transaction():
        swap()
    after = exported("apres.zip")
    assert [name for name in before if before[name] != after[name]] == []


def test_the_whole_export_holds_nothing_of_a_rehearsal(own_app: Flask, tmp_path: Path) -> None:
    with own_app.app_context():
        with transaction():
            rehearse(draft(title="Essai de vote"), actor=Actor(None, "Inès"), at=now())
        write_export(tmp_path / "export.zip", at=now(), progress=lambda _table, _count: None)
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        tables = [archive.read(name).decode() for name in archive.namelist() if name.startswith("tables/votes_")]
    assert tables
    assert all(len(table.splitlines()) == 1 for table in tables)


def test_mails_the_trail_and_the_log_hold_nothing_of_what_was_cast(
    own_app: Flask, votes: Votes, caplog: pytest.LogCaptureFixture
) -> None:
    def told() -> list[str]:
        mails = db.session.execute(select(Mail).order_by(Mail.id)).scalars()
        trail = db.session.execute(select(AuditEntry.tag, AuditEntry.details).order_by(AuditEntry.number))
        return [f"{mail.subject}\n{mail.body_text}\n{mail.body_html}" for mail in mails] + [str(one) for one in trail]

    caplog.set_level(logging.DEBUG)
    with transaction():
        reader = Looking(own_app, "everything", READERS["everything"])
    for errand in ERRANDS:
        if errand.name != "send-mail":
            errand.function(now)
    for box in votes.boxes:
        reader.at(f"/votes/{box}")
    everything = "\n".join([*told(), caplog.text])
    for choice in (SAID, '"o1":7', "'o1': 7", '"o2":4', "'o2': 4", "'for': '", '"against"', '"votes_secret_ballot"'):
        assert choice not in everything, choice
    assert all(queries.stored_result(box) is None for box in votes.boxes)


def test_a_result_held_back_is_no_secret_to_who_runs_votes_and_one_to_all_others(own_app: Flask, at: object) -> None:
    with own_app.app_context():
        with transaction():
            opened = now() - timedelta(hours=2)
            box = boxes.open_box(draft(held_back=True), roll(1, 2, 3), actor=SYSTEM, at=opened)
            casting.cast(box.id, queries.rights_of(box.id, 1)[0].right_id, "for", account_id=1, at=opened)
            closing.close_box(box.id, actor=SYSTEM, at=now())
            readers = {name: Looking(own_app, name, roles) for name, roles in READERS.items()}
            number = box.id
        files = [
            f"/votes/{number}/{one}" for one in ("depouillement.json", "resultat.json", "resultat.csv", "resultat.pdf")
        ]
        files += [f"/api/v1/votes/{number}/{one}" for one in ("result", "count-file")]
        for name, reader in readers.items():
            runs = name in ("everything", "board", "staff")
            statuses = {reader.at(address)[0] for address in files[:4]}
            assert statuses == ({200} if runs else {409}), name
            if not runs:
                assert not {200} & {reader.at(address)[0] for address in files[4:]}, name
                assert "For, " not in reader.at(f"/votes/{number}")[1]
        with transaction():
            publishing.publish(number, Acting(Actor(None, "Inès"), now()))
        for reader in readers.values():
            assert {reader.at(address)[0] for address in files} == {200}
