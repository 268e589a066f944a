"""Tokens without order, on both engines the same, and on SQLite the folded text beside them; then all anew."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from gongkai.kit.search.index import refresh

TOKENS = (
    "CREATE VIRTUAL TABLE search_tokens USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii')"
)
FOLDED = "CREATE TABLE search_folded (number integer PRIMARY KEY, title text NOT NULL, body text NOT NULL)"


def _forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for statement in ("DROP TABLE search_body", "DROP TABLE search_title", TOKENS, FOLDED):
            schema_editor.execute(statement)
    if apps.get_model("search", "Entry").objects.exists():
        refresh()


class Migration(migrations.Migration):
    dependencies = [("search", "0002_pending")]

    operations = [migrations.RunPython(_forwards)]
