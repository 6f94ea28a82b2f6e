"""A bank file of any kind: what it is, and its statements. The content decides, never the name of the file."""

from dataclasses import dataclass
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from treasury.rules.readers.bytes_in import admitted, decoded
from treasury.rules.readers.camt import read_camt
from treasury.rules.readers.cfonb import looks_like_cfonb, read_cfonb
from treasury.rules.readers.csv_file import read_csv
from treasury.rules.readers.ofx import looks_like_ofx, read_ofx
from treasury.rules.readers.profile import CsvProfile
from treasury.rules.statement import BankStatement


class FileKind(StrEnum):
    """What a bank file is written in."""

    CAMT = "camt"
    CFONB = "cfonb120"
    OFX = "ofx"
    CSV = "csv"


KIND_NAMES: dict[FileKind, str] = {
    FileKind.CAMT: N_("CAMT.053 or .054"),
    FileKind.CFONB: N_("CFONB 120"),
    FileKind.OFX: N_("OFX"),
    FileKind.CSV: N_("CSV"),
}


@dataclass(frozen=True)
class BankFile:
    """A file that was read."""

    kind: FileKind
    statements: tuple[BankStatement, ...]


def kind_of(data: bytes) -> FileKind:
    """What the bytes are; CSV where they are nothing else."""
    text = decoded(admitted(data)[:4000] if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else data)
    head = text.lstrip("\ufeff \r\n\t")
    if looks_like_ofx(head):
        return FileKind.OFX
    if head.startswith("<"):
        return FileKind.CAMT
    if looks_like_cfonb(head):
        return FileKind.CFONB
    return FileKind.CSV


def read_bank_file(data: bytes, profile: CsvProfile | None = None) -> BankFile:
    """The statements of a file; a CSV needs the `profile` that says how its bank writes."""
    kind = kind_of(data)
    if kind is FileKind.CAMT:
        return BankFile(kind, tuple(read_camt(data)))
    if kind is FileKind.CFONB:
        return BankFile(kind, tuple(read_cfonb(data)))
    if kind is FileKind.OFX:
        return BankFile(kind, tuple(read_ofx(data)))
    if profile is None:
        raise Refused(
            "profile-needed", N_("This is a CSV whose columns are not known yet: say once what each of them holds.")
        )
    return BankFile(kind, tuple(read_csv(data, profile)))
