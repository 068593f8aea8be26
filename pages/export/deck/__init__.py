"""The deck: slides with native charts that can be edited, and refreshed with new numbers."""
