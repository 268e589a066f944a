"""Activities, reading points, the yearly review: addresses under /work/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
