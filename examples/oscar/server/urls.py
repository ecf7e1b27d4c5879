"""oscarapi, the environment check, and what a wrong shop does instead."""
import os

import wrong
from django.http import JsonResponse
from django.urls import include, path

urlpatterns = [
    *wrong.URLS[os.environ.get("SHOP_WRONG", "")],
    path("carnival-environment", lambda request: JsonResponse({"environment": "staging"})),
    path("api/", include("oscarapi.urls")),
]
