"""Shops that are wrong on purpose, by name. A verdict that passes one of them is wrong too."""
from itertools import count

from django.db import transaction
from django.urls import path
from oscar.core.loading import get_model
from oscarapi.serializers.basket import VoucherAddSerializer
from oscarapi.views.basket import AddVoucherView
from oscarapi.views.checkout import CheckoutView

LOST_EVERY = 20
VALID_CODE = "TEN"


class AnyCodeIsValid(VoucherAddSerializer):
    def to_internal_value(self, data):
        known = get_model("voucher", "Voucher").objects.filter(code=data.get("vouchercode")).exists()
        return super().to_internal_value(data if known else {"vouchercode": VALID_CODE})


class TakesInvalidCoupons(AddVoucherView):
    """Whatever code somebody types is answered as the valid one would be, and takes the discount off."""

    add_voucher_serializer_class = AnyCodeIsValid


class LosesAnOrder(CheckoutView):
    """Every 20th order is acknowledged, with its number, and rolled back."""

    acknowledged = count(1)

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        if response.status_code == 200 and next(self.acknowledged) % LOST_EVERY == 0:
            transaction.set_rollback(True)
        return response


URLS = {
    "": [],
    "takes-invalid-coupons": [path("api/basket/add-voucher/", TakesInvalidCoupons.as_view())],
    "loses-an-order": [path("api/checkout/", LosesAnOrder.as_view())],
}
