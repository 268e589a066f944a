"""Items in review and publication: addresses under /work/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
