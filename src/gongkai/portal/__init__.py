"""The public site: read, find, download, subscribe. It has no rows of its own."""
