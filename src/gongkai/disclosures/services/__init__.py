"""Acts of proactive disclosure, a module for each matter."""
