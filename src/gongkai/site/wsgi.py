"""The application for a WSGI server. It refuses to start on a malformed environment."""

from django.core.handlers.wsgi import WSGIHandler


def _load() -> WSGIHandler:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.settings")
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    for problem in settings.GONGKAI_PROBLEMS:
        raise problem
    return application


application = _load()
