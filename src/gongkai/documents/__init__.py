"""Annual reports from and to files. Readers turn bytes into `layout` blocks; `recognition` turns blocks into Reports."""
