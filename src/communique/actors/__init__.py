"""Gazetteers, names and their spellings, and who is who across documents."""
