"""Channels and deliveries: addresses under /work/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
