"""Annual reports from and to files: readers turn bytes into layout blocks, recognition turns blocks into reports."""
