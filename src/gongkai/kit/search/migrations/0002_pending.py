from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# A batch of a bulk import waits in GIN's pending list and is sorted in at once; see the engine for how long it grows.
ON = "ALTER INDEX search_entry_tokens SET (fastupdate = on)"
OFF = "ALTER INDEX search_entry_tokens SET (fastupdate = off)"


def _forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ON)


def _backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(OFF)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(_forwards, _backwards)]
