"""The running site: settings, root addresses, base templates."""
