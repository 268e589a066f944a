"""Import of ledgers: addresses under /work/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
