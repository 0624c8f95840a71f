"""Pictures of the record: one definition a picture, for the page, the brief and a file."""
