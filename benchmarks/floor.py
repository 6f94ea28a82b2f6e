"""The limit for a ballot: a bare Flask that inserts one ballot and one voter's mark, durably, and answers.

No session, no right, no rule, no receipt: what our cast costs above this is what the product does.
"""

import os
import sqlite3
import threading

from flask import Flask, Response, request

app = Flask(__name__)
local = threading.local()

TABLES = """
CREATE TABLE IF NOT EXISTS ballot (id INTEGER PRIMARY KEY, box INTEGER NOT NULL, choice TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS mark (id INTEGER PRIMARY KEY, box INTEGER NOT NULL, voter INTEGER NOT NULL);
"""


def connection() -> sqlite3.Connection:
    """This thread's connection, as durable as ours."""
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(os.environ["FLOOR_DATABASE"], isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
            local.connection.execute(f"PRAGMA {pragma}")
        local.connection.executescript(TABLES)
    return local.connection


@app.post("/votes/1/bulletins")
def cast() -> Response:
    """Two inserts, one commit."""
    database = connection()
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO ballot (box, choice) VALUES (1, ?)", (request.form["choice"],))
    database.execute("INSERT INTO mark (box, voter) VALUES (1, ?)", (int(request.form["right"]),))
    database.execute("COMMIT")
    return Response("recorded", mimetype="text/plain")


@app.get("/")
def here() -> Response:
    """Says that the server is up."""
    return Response("here", mimetype="text/plain")
