"""Full-text search: one interface, FTS5 on SQLite and tsvector on PostgreSQL, the same tokens and the same answers.

    put([Document(…)])                      in the transaction that publishes
    remove([key])                           in the transaction that recalls
    search("医疗救助 -公示", facets={"year": 2024}, page=1) -> Hits
    rebuild(documents, progress)            everything anew

Import from `gongkai.kit.search.api` once Django's applications are loaded.
"""
