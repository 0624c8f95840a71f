"""How much is read of anything: what keeps a hostile or broken input from filling the memory."""

MAX_REPORT = 20_000_000  # bytes of one report, unpacked: the longest real article is under 1 MB
MAX_FILE = 500_000_000  # bytes of a file that must be held as a whole (JSON list, feed)
PEEK = 4096  # bytes looked at to tell a format
TIMEOUT = 20.0  # seconds an address may take to answer
MAX_REDIRECTS = 5
