"""People, posts and roles: who may act, for which agency, from when to when."""
