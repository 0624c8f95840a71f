"""Many documents -> one record."""
