"""Shared Django parts with no domain words."""
