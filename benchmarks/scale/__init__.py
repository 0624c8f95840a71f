"""How Communiqué grows beyond one laptop: the map stage on engines, and the record of millions."""
