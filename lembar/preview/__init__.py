"""Preview: a page on this machine that shows documents as they are written."""
