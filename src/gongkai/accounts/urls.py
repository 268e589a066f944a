"""The slice's addresses in the workspace; those of signing in are in `entrance.py`."""

from django.urls import URLPattern, path

from gongkai.accounts.views import people, posts

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/close/", people.person_close, name="person_close"),
    path("people/<int:pk>/reopen/", people.person_reopen, name="person_reopen"),
    path("people/<int:pk>/reset/", people.person_reset, name="person_reset"),
    path("people/<int:pk>/unlock/", people.person_unlock, name="person_unlock"),
    path("people/<int:pk>/slip/", people.person_slip, name="person_slip"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.post_new, name="post_new"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/close/", posts.post_close, name="post_close"),
    path("posts/<int:pk>/appoint/", posts.appoint, name="appoint"),
    path("terms/<int:pk>/end/", posts.term_end, name="term_end"),
    path("terms/<int:pk>/delegate/", posts.delegate, name="delegate"),
    path("delegations/", posts.own_delegations, name="own_delegations"),
    path("roles/", people.roles, name="roles"),
]
