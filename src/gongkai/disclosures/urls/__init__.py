"""The addresses of proactive disclosure in the workspace, a module for each matter."""

from django.urls import URLPattern, URLResolver

from gongkai.disclosures.urls import activities, channels, columns, items, ledgers

app_name = "disclosures"
urlpatterns: list[URLPattern | URLResolver] = [
    *items.urlpatterns,
    *columns.urlpatterns,
    *ledgers.urlpatterns,
    *activities.urlpatterns,
    *channels.urlpatterns,
]
