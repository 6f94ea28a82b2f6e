"""The door of programs: /api/v1, in English and JSON, opened by a token and by nothing else.

What a call may do is asked at each call: the scope on the token, then what its owner may do (`foundation/accounts/bearer.py`).
Every handler asks the same queries and services as the pages do; this room only words their answers. Start with `views.py`;
`document.py` is the description that is served at /api/v1/openapi.json.
"""
