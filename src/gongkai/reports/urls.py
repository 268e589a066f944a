"""The addresses of the 体检 page. A checkup's address is random and is the only key to it."""

from django.urls import path

from gongkai.reports import views

app_name = "reports"
urlpatterns = [
    path("checkup/", views.home, name="home"),
    path("checkups/", views.upload, name="upload"),
    path("checkups/example/<slug:name>/", views.example, name="example"),
    path("checkups/<str:public_id>/", views.overview, name="overview"),
    path("checkups/<str:public_id>/progress", views.progress, name="progress"),
    path("checkups/<str:public_id>/findings.json", views.findings, name="findings"),
    path("checkups/<str:public_id>/delete", views.delete, name="delete"),
    path("checkups/<str:public_id>/<int:file>-<int:number>/", views.result, name="result"),
    path("checkups/<str:public_id>/<int:file>-<int:number>/read.<str:kind>", views.download_read, name="read"),
    path(
        "checkups/<str:public_id>/<int:file>-<int:number>/repaired.<str:kind>",
        views.download_repaired,
        name="repaired",
    ),
    path("checkups/<str:public_id>/<int:file>-<int:number>/picture.png", views.picture, name="picture"),
]
