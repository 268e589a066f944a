"""Measurements, run by one command: `python -m benchmarks`. Nothing here is a test."""
