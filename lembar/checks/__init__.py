"""Check content and finished sheets: one file per check."""
