"""Activities, reading points, the review of what is withheld: addresses under /work/."""

from django.urls import URLPattern, path

from gongkai.disclosures.views import activities as views

urlpatterns: list[URLPattern] = [
    path("activities/", views.listed, name="activities"),
    path("activities/new/", views.new, name="activity_new"),
    path("activities/totals/", views.totals, name="channel_totals"),
    path("activities/<uuid:key>/", views.page, name="activity"),
    path("activities/<uuid:key>/edit/", views.edit, name="activity_edit"),
    path("activities/<uuid:key>/cancel/", views.cancel, name="activity_cancel"),
    path("activities/<uuid:key>/pictures/", views.attach, name="activity_attach"),
    path("activities/<uuid:key>/pictures/<uuid:picture>/", views.picture, name="activity_picture"),
    path("activities/<uuid:key>/pictures/<uuid:picture>/remove/", views.detach, name="activity_detach"),
    path("points/", views.points, name="points"),
    path("points/new/", views.point_new, name="point_new"),
    path("points/<uuid:key>/edit/", views.point_edit, name="point_edit"),
    path("points/<uuid:key>/close/", views.point_close, name="point_close"),
    path("withheld/", views.withheld, name="withheld"),
    path("withheld/<uuid:key>/", views.review, name="withheld_review"),
]
