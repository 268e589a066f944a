"""PostgreSQL: where the documents of a year begin and end, for its filter."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def _forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX search_entry_year ON search_entry (year, number)")


def _backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_entry_year")


class Migration(migrations.Migration):
    dependencies = [("search", "0004_candidates")]

    operations = [migrations.RunPython(_forwards, _backwards)]
