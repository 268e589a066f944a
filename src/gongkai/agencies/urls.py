"""The slice's addresses."""

from django.urls import path

from gongkai.agencies.views import acts, directory, exchange, groups, guide

app_name = "agencies"
urlpatterns = [
    path("agencies/", directory.tree, name="tree"),
    path("agencies/new/", acts.establish, name="establish"),
    path("agencies/export.<str:kind>", exchange.export, name="export"),
    path("agencies/template.xlsx", exchange.template, name="template"),
    path("agencies/import/", exchange.upload, name="import"),
    path("agencies/import/<str:digest>/", exchange.preview, name="preview"),
    path("agencies/<uuid:key>/", directory.agency, name="agency"),
    path("agencies/<uuid:key>/edit/", acts.edit, name="edit"),
    path("agencies/<uuid:key>/rename/", acts.rename, name="rename"),
    path("agencies/<uuid:key>/move/", acts.move, name="move"),
    path("agencies/<uuid:key>/merge/", acts.merge, name="merge"),
    path("agencies/<uuid:key>/abolish/", acts.abolish, name="abolish"),
    path("agencies/<uuid:key>/reviewer/", acts.reviewer, name="reviewer"),
    path("agencies/<uuid:key>/leading-group/", groups.shown, name="group"),
    path("guide/", guide.edit, name="guide"),
    path("leading-group/", groups.own, name="own_group"),
    path("leading-group/new/", groups.establish, name="group_new"),
    path("leading-group/<int:pk>/edit/", groups.amend, name="group_edit"),
    path("leading-group/<int:pk>/appoint/", groups.appoint, name="group_appoint"),
    path("leading-group/<int:pk>/notice.<str:kind>", groups.notice, name="group_notice"),
    path("leading-group/members/<int:pk>/end/", groups.release, name="group_release"),
]
