"""The shop's orders, from its own database.

orders.py          ids on stdin, one a line; writes a JSON line {"id", "amount", "state"} for each that is stored
orders.py --csv    every stored order, as docs/audit.md wants it: id,amount,state
"""
import csv
import json
import os
import sqlite3
import sys
from contextlib import closing

ORDERS = "select number, total_incl_tax, status from order_order order by id"


def stored():
    # Read-only, so that an audit cannot change what it audits.
    with closing(sqlite3.connect(f"file:{os.environ['SHOP_DATABASE']}?mode=ro", uri=True)) as database:
        for number, amount, state in database.execute(ORDERS):
            # SQLite keeps a decimal as a number; the shop's answers say 53.10.
            yield number, f"{amount:.2f}", state


def write_lines():
    wanted = {line.strip() for line in sys.stdin}
    for number, amount, state in stored():
        if number in wanted:
            print(json.dumps({"id": number, "amount": amount, "state": state}))


def write_csv():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["id", "amount", "state"])
    out.writerows(stored())


if "--csv" in sys.argv[1:]:
    write_csv()
else:
    write_lines()
