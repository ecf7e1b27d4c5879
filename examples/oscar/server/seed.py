"""Makes the shop's database: tables, 60 products, the accounts of accounts.csv, one voucher."""
import csv
import sys
from datetime import timedelta
from decimal import Decimal

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from oscar.core.loading import get_model  # noqa: E402
from oscar.test.factories import create_product  # noqa: E402

PRODUCTS = 60
PIECES = 1_000_000
VOUCHER = "TEN"
PERCENT_OFF = 10


@transaction.atomic
def seed(accounts_csv):
    get_model("address", "Country").objects.create(
        iso_3166_1_a2="GB", printable_name="United Kingdom", name="United Kingdom", is_shipping_country=True
    )
    for number in range(PRODUCTS):
        create_product(title=f"Thing {number}", price=Decimal(10 + number), num_in_stock=PIECES)
    with open(accounts_csv, newline="", encoding="utf-8") as file:
        User.objects.bulk_create(
            User(username=row["username"], password=make_password(row["password"])) for row in csv.DictReader(file)
        )

    everything = get_model("offer", "Range").objects.create(name="everything", includes_all_products=True)
    condition = get_model("offer", "Condition").objects.create(range=everything, type="Count", value=1)
    benefit = get_model("offer", "Benefit").objects.create(range=everything, type="Percentage", value=PERCENT_OFF)
    offer = get_model("offer", "ConditionalOffer").objects.create(
        name="ten per cent", offer_type="Voucher", condition=condition, benefit=benefit
    )
    now = timezone.now()
    voucher = get_model("voucher", "Voucher").objects.create(
        name="ten per cent",
        code=VOUCHER,
        usage="Multi-use",
        start_datetime=now - timedelta(days=1),
        end_datetime=now + timedelta(days=3650),
    )
    voucher.offers.add(offer)


call_command("migrate", verbosity=0)
seed(sys.argv[1])
