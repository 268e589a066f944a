"""Forms, a module for each matter."""
