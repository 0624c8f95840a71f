"""The page that an aide would want."""
