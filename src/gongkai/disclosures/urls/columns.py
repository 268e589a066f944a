"""Columns, their freshness, and the duty of article 26: addresses under /work/."""

from django.urls import URLPattern, path

from gongkai.disclosures.views import columns as views

urlpatterns: list[URLPattern] = [
    path("columns/", views.tree, name="columns"),
    path("columns/new/", views.new, name="column_new"),
    path("columns/standard/", views.standard, name="columns_standard"),
    path("columns/<uuid:key>/", views.page, name="column"),
    path("columns/<uuid:key>/edit/", views.edit, name="column_edit"),
    path("columns/<uuid:key>/place/", views.place, name="column_place"),
    path("columns/<uuid:key>/shift/", views.shift, name="column_shift"),
    path("columns/<uuid:key>/keep-up/", views.keep_up, name="column_keep_up"),
    path("columns/<uuid:key>/explain/", views.explain, name="column_explain"),
    path("columns/<uuid:key>/close/", views.close, name="column_close"),
    path("freshness/", views.watch, name="freshness"),
    path("duty/", views.duty, name="duty"),
]
