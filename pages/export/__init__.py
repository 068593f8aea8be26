"""The charts of the screen as files."""
