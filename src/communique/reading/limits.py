"""How much is read of anything: what keeps a hostile or broken input from filling the memory."""

MAX_REPORT = 20_000_000  # bytes of one report, unpacked: the longest real article is under 1 MB
MAX_FILE = 100_000_000  # bytes of a file that must be held as a whole (JSON list, feed)
MAX_GROUP = 4_000_000_000  # bytes of a row group of a Parquet file, unpacked; they are read a few rows at a time
MAX_SKIPPED = 1_000_000_000  # bytes of a line that is too long and passed over
PEEK = 4096  # bytes looked at to tell a format
SNIFF = 65_536  # bytes looked at to tell the encoding of a table, and the longest row of column names
TIMEOUT = 20.0  # seconds an address may keep silent
DEADLINE = 60.0  # seconds an address may take in all
MAX_REDIRECTS = 5
