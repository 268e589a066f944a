"""A report as a file: DOCX, PDF, HTML, XLSX, JSON, and the one-page picture (一图读懂) as SVG or PNG."""
