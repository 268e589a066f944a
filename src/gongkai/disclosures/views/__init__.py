"""Parse, call, render: a module for each matter."""
