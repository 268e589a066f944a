"""Channels and deliveries: addresses under /work/."""

from django.urls import URLPattern, path

from gongkai.disclosures.views import channels as views

urlpatterns: list[URLPattern] = [
    path("channels/", views.listed, name="channels"),
    path("channels/new/", views.new, name="channel_new"),
    path("channels/<int:pk>/", views.page, name="channel"),
    path("channels/<int:pk>/close/", views.close, name="channel_close"),
    path("channels/<int:pk>/reopen/", views.reopen, name="channel_reopen"),
    path("channels/<int:pk>/test/", views.test, name="channel_test"),
    path("deliveries/", views.outbox, name="deliveries"),
    path("deliveries/<int:pk>/", views.delivery, name="delivery"),
    path("deliveries/<int:pk>/evidence/", views.evidence, name="delivery_evidence"),
    path("deliveries/<int:pk>/retry/", views.retry, name="delivery_retry"),
    path("deliveries/<int:pk>/by-hand/", views.by_hand, name="delivery_by_hand"),
    path("deliveries/<int:pk>/cancel/", views.cancel, name="delivery_cancel"),
]
