"""The pages of docs/reference/ that are too large for one module."""
