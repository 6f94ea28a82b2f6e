"""What the word in the column "nature" of a sheet means: which operation, for which cause, which way shares go.

The words of our papers and pages come back by themselves; those of cooperatives are beside them. An empty cell is an
opening balance: a sheet of holdings needs no such column.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from shares.rules.kinds import Cause, Kind
from shares.rules.paper_words import KIND_WORDS
from spreadsheets.rules.fields import Fault
from spreadsheets.rules.headings import folded


class Way(StrEnum):
    """Which way shares go between two members, where the word says it."""

    OUT = "out"
    IN = "in"
    UNSAID = ""


@dataclass(frozen=True)
class Act:
    """One kind of line. `cause`: of the refund that it begins. `at_once`: the refund is paid on the same day."""

    kind: Kind
    cause: Cause | None = None
    at_once: bool = False
    way: Way = Way.UNSAID


OPENING = Act(Kind.OPENING_BALANCE)
_REFUND = Act(Kind.REFUND_DECIDED, Cause.PARTIAL)
_REFUNDED = Act(Kind.REFUND_DECIDED, Cause.PARTIAL, at_once=True)
_BY_KIND: dict[Kind, Act] = {
    **{kind: Act(kind) for kind in Kind},
    Kind.REFUND_DECIDED: _REFUND,
    Kind.CANCELLATION: Act(Kind.CANCELLATION, Cause.CANCELLED),
    Kind.EXCLUSION: Act(Kind.EXCLUSION, Cause.UNPAID),
    Kind.SUCCESSION: Act(Kind.SUCCESSION, Cause.DECEASED),
}
_WORDS: dict[str, Act] = {
    **{folded(str(kind)): _BY_KIND[kind] for kind in Kind},
    **dict.fromkeys(("solde", "solde d ouverture", "reprise", "reprise de solde", "report", "a nouveau", "existant",
                     "detention", "parts detenues", "situation", "ouverture", "report a nouveau"), OPENING),
    **dict.fromkeys(("souscription", "souscription initiale", "souscription complementaire", "achat", "achat de parts",
                     "augmentation", "apport", "emission", "adhesion", "entree", "nouvelles parts"), Act(Kind.SUBSCRIPTION)),
    **dict.fromkeys(("appel", "appel de fonds", "appel du capital", "appel de capital"), Act(Kind.CALL)),
    **dict.fromkeys(("versement", "liberation", "paiement", "reglement", "encaissement", "liberation de parts",
                     "versement sur parts"), Act(Kind.PAYMENT)),
    **dict.fromkeys(("avance", "versement d avance", "trop percu"), Act(Kind.ADVANCE)),
    **dict.fromkeys(("avance rendue", "trop percu rendu"), Act(Kind.ADVANCE_RETURNED)),
    **dict.fromkeys(("avance employee", "avance imputee"), Act(Kind.ADVANCE_CLEARED)),
    **dict.fromkeys(("cession", "transfert", "cession de parts", "transfert de parts", "mutation"), Act(Kind.TRANSFER)),
    **dict.fromkeys(("cession donnee", "vente", "transfert sortant", "cedant", "sortie par cession", "cession sortante"),
                    Act(Kind.TRANSFER, way=Way.OUT)),
    **dict.fromkeys(("cession recue", "acquisition", "transfert entrant", "cessionnaire", "entree par cession",
                     "cession entrante", "transfert recu"), Act(Kind.TRANSFER, way=Way.IN)),
    **dict.fromkeys(("remboursement", "rembourse", "rachat", "annulation de parts", "remboursement de parts",
                     "remboursement partiel", "remboursement total"), _REFUNDED),
    **dict.fromkeys(("demission", "sortie", "depart", "retrait", "retrait d associe"),
                    Act(Kind.REFUND_DECIDED, Cause.RESIGNED)),
    **dict.fromkeys(("exclusion", "exclu"), Act(Kind.REFUND_DECIDED, Cause.EXCLUDED)),
    **dict.fromkeys(("radiation", "radie"), Act(Kind.REFUND_DECIDED, Cause.STRUCK_OFF)),
    **dict.fromkeys(("dissolution", "dissous", "liquidation"), Act(Kind.REFUND_DECIDED, Cause.DISSOLVED)),
    **dict.fromkeys(("deces", "decede"), Act(Kind.SUCCESSION, Cause.DECEASED)),
    **dict.fromkeys(("remboursement decide", "remboursement du", "remboursement a payer", "annulation decidee"), _REFUND),
    **dict.fromkeys(("remboursement paye", "remboursement verse", "virement de remboursement", "parts remboursees"),
                    Act(Kind.REFUND_PAID)),
    **dict.fromkeys(("perte", "pertes", "perte imputee", "pertes imputees"), Act(Kind.LOSS_CHARGED)),
    **dict.fromkeys(("don", "don de parts", "abandon", "abandon de parts", "don a la cooperative"), Act(Kind.GIFT)),
    **dict.fromkeys(("annulation de souscription", "annulation pour impaye"), Act(Kind.CANCELLATION, Cause.CANCELLED)),
    **dict.fromkeys(("conversion", "conversion de parts"), Act(Kind.CONVERSION)),
    **dict.fromkeys(("division du nominal", "modification du nominal", "changement de nominal", "regroupement de parts"),
                    Act(Kind.NOMINAL_SPLIT)),
    **dict.fromkeys(("rejet", "impaye", "versement rejete", "prelevement rejete", "cheque impaye"),
                    Act(Kind.PAYMENT_RETURNED)),
    **dict.fromkeys(("annulation", "extourne", "correction", "rectification", "contrepassation"), Act(Kind.REVERSAL)),
    **{folded(words): _BY_KIND[Kind(kind)] for kind, words in KIND_WORDS.items()},
}  # fmt: skip

ELSEWHERE: dict[Kind, str] = {
    Kind.CONVERSION: N_(
        "A conversion renews lots that the register chooses: record it on the member’s account, not by a sheet."
    ),
    Kind.NOMINAL_SPLIT: N_(
        "A change of the nominal value is one act on everybody’s shares: record it once in the register, then import "
        "what came after it."
    ),
    Kind.RECORD_MERGE: N_("Two records are made one on the page of the members (doubles), not by a sheet."),
    Kind.REVERSAL: N_(
        "A correction names the operation that it takes back: open that operation in the register and take it back "
        "there. Leave this line out."
    ),
    Kind.PAYMENT_RETURNED: N_(
        "A payment that came back names the payment: open it in the register and record its return there. Leave this "
        "line out."
    ),
}
"""Kinds that no sheet brings in, and where they are done instead."""

LEAVING = (Kind.REFUND_DECIDED, Kind.GIFT, Kind.CANCELLATION, Kind.EXCLUSION, Kind.SUCCESSION)
BETWEEN = (Kind.TRANSFER, Kind.SUCCESSION)
MONEY_COLUMN: dict[Kind, str] = {
    Kind.CALL: "called",
    Kind.PAYMENT: "paid",
    Kind.LOSS_CHARGED: "owed",
    Kind.REFUND_PAID: "owed",
    Kind.ADVANCE: "advance",
    Kind.ADVANCE_CLEARED: "advance",
    Kind.ADVANCE_RETURNED: "advance",
}
"""Kinds that move one amount and no share, and its column; the column "amount" serves for each."""

MEANS_WORDS: dict[str, str] = {
    "virement": "transfer", "vir": "transfer", "cheque": "cheque", "chq": "cheque", "especes": "cash", "liquide": "cash",
    "carte": "card", "cb": "card", "carte bancaire": "card", "prelevement": "debit", "prlv": "debit",
}  # fmt: skip
MEANS_NAMES = {"transfer": "virement", "cheque": "chèque", "cash": "espèces", "card": "carte", "debit": "prélèvement"}


def act_of(word: str, names: Mapping[str, Act] | None = None) -> Act | Fault:
    """The kind of a line; `names`: more words, folded (those of the pages in each language).

    >>> [str(act_of(word).kind) for word in ("Libération", "", "Démission")]
    ['payment', 'opening_balance', 'refund_decided']
    >>> act_of("Cotisation").field
    'kind'
    """
    key = folded(word)
    found = OPENING if not key else _WORDS.get(key) or (names or {}).get(key)
    if found is None:
        return Fault(
            "kind",
            N_(
                "“%(found)s” is not a movement that is known here: write opening balance, subscription, payment, call, "
                "transfer, refund, gift, exclusion or death."
            ),
            {"found": word[:60]},
        )
    return found


def named_acts(names: Mapping[str, str]) -> dict[str, Act]:
    """Acts by the folded names of their kinds: `names` is name to kind."""
    return {folded(name): _BY_KIND[Kind(kind)] for name, kind in names.items()}


def means_of(text: str) -> str:
    """The code of a means of payment; another text as it is.

    >>> means_of("Chèque"), means_of("Lydia")
    ('cheque', 'Lydia')
    """
    return MEANS_WORDS.get(sort_key(text), text)
