"""Annual reports from and to files: readers turn bytes into layout, recognition turns layout into reports."""
