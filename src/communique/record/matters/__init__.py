"""What positions are compared on."""
