"""Every address of the platform. A route without a row in the matrix of rights fails the tests."""

from django.urls import include, path

from benkan.host import pages

urlpatterns = [
    path("", include("benkan.common.urls")),
    path("sante/detail/", pages.state, name="state"),
    path("", include("benkan.places.urls")),
    path("", include("benkan.organisations.urls")),
    path("", include("benkan.people.urls")),
    path("", include("benkan.linkage.urls")),
    path("", include("benkan.arrivals.urls")),
    path("", include("benkan.offers.urls")),
    path("", include("benkan.cases.urls")),
    path("", include("benkan.complaints.urls")),
    path("", include("benkan.safeguarding.urls")),
    path("", include("benkan.training.urls")),
    path("", include("benkan.groups.urls")),
    path("", include("benkan.workbooks.urls.documents")),
    path("", include("benkan.workbooks.urls.returns")),
    path("avis/", include("benkan.notices.urls")),
    path("", include("benkan.today.urls")),
]

handler403 = "benkan.common.views.refused"
handler404 = "benkan.common.views.not_found"
handler500 = "benkan.common.views.failed"
