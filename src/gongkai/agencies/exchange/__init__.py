"""The tree as a file: one list of fields, from which workbook, JSON, template, comparison and docs are derived."""
