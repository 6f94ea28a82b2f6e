"""Examples that the description of the API shows; a test holds each against its schema."""

VOTE_LINE = {
    "id": 12,
    "title": "Affectation du résultat",
    "state": "open",
    "method": "resolution",
    "secret": False,
    "advisory": False,
    "opened_at": "2026-06-12T18:30:00Z",
    "closes_at": "2026-06-12T18:45:00Z",
    "closed_at": None,
}
VOTES = {"page": 1, "more": False, "votes": [VOTE_LINE]}
SIZES = {
    "entitled": 62,
    "voted": 41,
    "colleges": [
        {"id": "salaries", "name": "Salariés", "entitled": 22, "voted": 17},
        {"id": "usagers", "name": "Usagers", "entitled": 40, "voted": 24},
    ],
    "withheld": False,
    "minimum_group": None,
}
ROLL = {"vote": 12, **SIZES}
VOTE = {
    **VOTE_LINE,
    "question": "L’assemblée affecte le résultat aux réserves.",
    "replaceable": True,
    "round": 1,
    "previous_vote": None,
    "statutes_version": "2026-01-01",
    "contest": None,
    "paper": {},
    "rules": {"base": "expressed", "abstention": "excluded", "majority": {"over": "1/2"}},
    "colleges": [
        {"id": "salaries", "name": "Salariés", "weight": "1/2"},
        {"id": "usagers", "name": "Usagers", "weight": "1/2"},
    ],
    "turnout": SIZES,
}
RIGHTS = {
    "vote": 12,
    "rights": [
        {
            "id": 340,
            "member_number": 18,
            "name": "Désirée Évrard",
            "college": "salaries",
            "via": "self",
            "state": "open",
            "recorded_at": None,
            "may_cast": True,
            "secret": False,
            "needs_warning": False,
            "receipt": None,
        }
    ],
}
BALLOT = {"right": 340, "choice": "for"}
CAST = {"vote": 12, "right": 340, "outcome": "recorded", "recorded_at": "2026-06-12T18:31:07Z", "receipt": None}
RESULT = {
    "format": "scic-result/1",
    "method": "resolution",
    "ballots": 39,
    "valid": 39,
    "blank": 0,
    "null": 0,
    "invalid": 0,
    "for": "9/20",
    "against": "1/4",
    "base": "7/10",
    "ratio": "9/14",
    "adopted": True,
    "heads": {"for": 8, "against": 6, "abstain": 0},
    "policies": [],
    "reasons": ["..."],
}
COUNT_FILE = {
    "format": "scic-count/1",
    "title": "Affectation du résultat",
    "method": "resolution",
    "base": "expressed",
    "abstention": "excluded",
    "majority": {"over": "1/2"},
    "ballots": [{"count": 31, "choice": "for"}, {"count": 8, "choice": "against"}],
}
CONSULTATIONS = {
    "page": 1,
    "more": False,
    "consultations": [
        {
            "id": 3,
            "title": "Les priorités de l’année",
            "text": "",
            "state": "open",
            "audience": "all",
            "opened_at": "2026-06-01T08:00:00Z",
            "closes_at": "2026-06-15T18:00:00Z",
            "questions": [
                {"position": 1, "kind": "priorities", "title": "Que faire d’abord ?", "text": "", "vote": 14}
            ],
        }
    ],
}
PROBLEM = {
    "type": "urn:scic:problem:box-closed",
    "title": "Conflict",
    "status": 409,
    "detail": "The vote is closed: your ballot of now was not kept. What was cast before closing stands.",
    "code": "box-closed",
}
