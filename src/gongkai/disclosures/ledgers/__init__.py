"""An office's ledger as it comes: read, matched to fields, judged row by row. No models and no clock here."""
