"""Pages of the measured quality of pairs."""

from django.urls import path

from benkan.linkage.views import quality

paths = [
    path("rapprochements/qualite/", quality.quality, name="quality"),
    path("rapprochements/qualite/liste/", quality.behind, name="quality_behind"),
]
