"""Import of ledgers: addresses under /work/."""

from django.urls import URLPattern, path

from gongkai.disclosures.views import ledgers as views

urlpatterns: list[URLPattern] = [
    path("ledgers/", views.listed, name="ledgers"),
    path("ledgers/<uuid:key>/", views.page, name="ledger"),
    path("ledgers/<uuid:key>/map/", views.mapped, name="ledger_map"),
    path("ledgers/<uuid:key>/progress/", views.progress, name="ledger_progress"),
    path("ledgers/<uuid:key>/refused/", views.refused, name="ledger_refused"),
    path("ledgers/<uuid:key>/names/", views.names, name="ledger_names"),
    path("ledgers/<uuid:key>/import/", views.begin, name="ledger_begin"),
    path("ledgers/<uuid:key>/cancel/", views.cancel, name="ledger_cancel"),
    path("ledgers/<uuid:key>/abandon/", views.abandon, name="ledger_abandon"),
]
