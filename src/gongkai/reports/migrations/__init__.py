"""Schema changes of the reports slice."""
