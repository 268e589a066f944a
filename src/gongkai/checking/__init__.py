"""Read, check, repair: the one pipeline from a file to findings and proposed cells."""
