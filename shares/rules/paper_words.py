"""The words that the papers of the capital share. French only: these papers are legal documents."""

from shares.rules.kinds import Cause, Kind

KIND_WORDS: dict[str, str] = {
    Kind.OPENING_BALANCE: "Reprise du registre antérieur",
    Kind.SUBSCRIPTION: "Souscription",
    Kind.CALL: "Appel de capital",
    Kind.PAYMENT: "Libération",
    Kind.ADVANCE: "Versement avant décision",
    Kind.ADVANCE_CLEARED: "Versement avant décision imputé",
    Kind.ADVANCE_RETURNED: "Versement avant décision rendu",
    Kind.TRANSFER: "Cession",
    Kind.REFUND_DECIDED: "Remboursement décidé, parts annulées",
    Kind.LOSS_CHARGED: "Pertes imputées",
    Kind.REFUND_PAID: "Remboursement versé",
    Kind.GIFT: "Abandon de parts à la coopérative",
    Kind.CONVERSION: "Conversion",
    Kind.NOMINAL_SPLIT: "Changement de la valeur nominale",
    Kind.CANCELLATION: "Annulation de parts non libérées",
    Kind.EXCLUSION: "Exclusion de plein droit, parts non libérées",
    Kind.SUCCESSION: "Succession",
    Kind.PAYMENT_RETURNED: "Versement revenu impayé",
    Kind.RECORD_MERGE: "Réunion de deux fiches",
    Kind.REVERSAL: "Contre-passation",
}

CAUSE_WORDS: dict[str, str] = {
    Cause.PARTIAL: "Remboursement partiel",
    Cause.RESIGNED: "Démission",
    Cause.EXCLUDED: "Exclusion",
    Cause.STRUCK_OFF: "Radiation",
    Cause.DECEASED: "Décès",
    Cause.DISSOLVED: "Dissolution",
    Cause.CANCELLED: "Souscription annulée",
    Cause.UNPAID: "Parts non libérées",
    Cause.OPENING: "Dette reprise du registre antérieur",
}

BODIES: dict[str | None, str] = {
    "board": "l’organe d’administration",
    "assembly": "l’assemblée générale",
    "manager": "la gérance",
    None: "l’organe que les statuts désignent",
}

EFFECTS: dict[str | None, str] = {
    "decision": "La qualité d’associé est acquise à la décision d’admission.",
    "payment": "La qualité d’associé est acquise au premier versement reçu après la décision d’admission.",
    "full_payment": "La qualité d’associé est acquise quand les parts sont entièrement libérées, après la décision "
    "d’admission.",
    None: "La qualité d’associé est acquise dans les conditions fixées par les statuts.",
}

SIGNERS = {"SA": "Pour le conseil d’administration", "SARL": "La gérance", "SAS": "La présidence"}
