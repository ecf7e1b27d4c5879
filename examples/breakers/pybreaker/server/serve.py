"""The service: `python serve.py <port> <bank's address>`, with PAY_WRONG for a wrong setting. It ends when its standard input does."""
import json
import os
import sys
import threading

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from waitress import serve

from bank import Bank

THREADS = 64
CONNECTIONS_MAX = 2000

# As the library comes, but for a minute in open that no short rehearsal could wait for.
RIGHT = {"fail_max": 5, "reset_timeout": 2}
SETTINGS = {
    "": RIGHT,
    "opens-too-late": {**RIGHT, "fail_max": 100},
    "never-closes": {**RIGHT, "reset_timeout": 3600},
}

bank = Bank(sys.argv[2], SETTINGS[os.environ.get("PAY_WRONG", "")])


def answer(environ):
    """status, headers besides the type, type, body"""
    route = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
    if route == "POST /pay":
        if bank.charge():
            return "200 OK", [], "application/json", json.dumps({"paid": True})
        return "202 Accepted", [("X-Degraded", "bank")], "application/json", json.dumps({"paid": False})
    if route == "GET /metrics":
        return "200 OK", [], CONTENT_TYPE_LATEST, generate_latest().decode()
    if route == "GET /carnival-environment":
        return "200 OK", [], "application/json", json.dumps({"environment": "rehearsal"})
    return "404 Not Found", [], "application/json", "{}"


def app(environ, start_response):
    status, headers, content_type, text = answer(environ)
    body = text.encode()
    start_response(status, [*headers, ("Content-Type", content_type), ("Content-Length", str(len(body)))])
    return [body]


def end_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=THREADS, connection_limit=CONNECTIONS_MAX)
