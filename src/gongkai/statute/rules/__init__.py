"""Findings and rules of the reconciliation catalogue, one module a report part."""
