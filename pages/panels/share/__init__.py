"""The widgets of the pages of Share."""
