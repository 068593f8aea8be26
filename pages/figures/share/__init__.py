"""What the pages of Share show."""
