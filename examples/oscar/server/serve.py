"""Serves the shop on loopback, and ends when its standard input does: no shop outlives what started it."""
import os
import sys
import threading

import django

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from waitress import serve  # noqa: E402

THREADS = 4
CONNECTIONS_MAX = 2000


def end_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
serve(
    get_wsgi_application(),
    host="127.0.0.1",
    port=int(sys.argv[1]),
    threads=THREADS,
    connection_limit=CONNECTIONS_MAX,
)
