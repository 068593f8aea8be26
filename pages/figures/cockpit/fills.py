"""How a change looks: by sign and fill, never by hue, because hues belong to platforms."""

FILLS = {1: "gain", -1: "loss", 0: "unclear"}
"""Solid gain, outlined loss, dotted where it cannot be told from none."""
