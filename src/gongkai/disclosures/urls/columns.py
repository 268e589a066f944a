"""Columns and their freshness: addresses under /work/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
