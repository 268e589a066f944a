"""PostgreSQL: filters with many values in the rows; and no compiling for what takes milliseconds."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

STATEMENTS = (
    "DROP FUNCTION search_candidates(tsquery, bigint, bigint, bigint)",
    """CREATE FUNCTION search_candidates(
            wanted tsquery, low bigint, high bigint, agencies bigint[], columns bigint[], most bigint)
        RETURNS TABLE (number bigint, agency bigint, "column" bigint, year integer, kind varchar, validity varchar)
        LANGUAGE sql STABLE ROWS 1000
        SET enable_seqscan = off SET enable_indexscan = off SET jit = off SET work_mem = '32MB' AS $$
            SELECT e.number, e.agency, e."column", e.year, e.kind, e.validity FROM search_entry e
            WHERE e.tokens @@ wanted AND e.number + 0 >= low AND e.number + 0 < high
            AND (agencies IS NULL OR e.agency = ANY (agencies)) AND (columns IS NULL OR e."column" = ANY (columns))
            ORDER BY e.number + 0 DESC LIMIT most $$""",
)


def _forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in STATEMENTS:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_tokens_without_order")]

    operations = [migrations.RunPython(_forwards)]
