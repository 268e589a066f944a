"""What is looked up, a module for each matter."""
