"""The page: a record to look at, on this machine alone. `app.py` puts it together, `pages/` has one file a page."""
