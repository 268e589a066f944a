"""The platform's settings for tests: a home of their own that goes when the run ends."""

import atexit
import os
import shutil
import tempfile

if "GONGKAI_TEST_HOME" not in os.environ:  # workers of pytest-xdist share the home of the process that started them
    os.environ["GONGKAI_TEST_HOME"] = tempfile.mkdtemp(prefix="gongkai-tests-")
    atexit.register(shutil.rmtree, os.environ["GONGKAI_TEST_HOME"], ignore_errors=True)
os.environ["GONGKAI_HOME"] = os.environ["GONGKAI_TEST_HOME"]
os.environ["GONGKAI_DEBUG"] = "false"

from gongkai.site.settings import *  # noqa: F403  settings are a namespace; the environment comes first

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True  # nothing is collected for tests
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # many people are made; none is attacked
GONGKAI_EMBEDDED_WORKER = False  # no threads beside the tests: what the worker does, a test has done
