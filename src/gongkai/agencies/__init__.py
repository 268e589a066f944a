"""行政机关: the tree of agencies with its history, their disclosure offices and leading groups."""
