"""Who did what, when: one append-only chain of entries an agency."""
