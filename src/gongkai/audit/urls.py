"""The slice's addresses."""

from django.urls import URLPattern, path

from gongkai.audit import views

app_name = "audit"
urlpatterns: list[URLPattern] = [
    path("", views.entries, name="entries"),
    path("entries/<int:pk>/", views.entry, name="entry"),
    path("chains/", views.chains, name="chains"),
    path("chains/prove/", views.prove, name="prove"),
    path("chains/export/", views.export, name="export_all"),
    path("chains/<int:pk>/export/", views.export, name="export"),
]
