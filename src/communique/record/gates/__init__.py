"""What waits for what, what blocks it, and what would open it."""
