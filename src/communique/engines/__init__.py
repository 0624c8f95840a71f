"""Where the map stage runs."""
