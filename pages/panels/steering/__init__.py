"""The sidebar: levers, their timing, what they cost, and scenario files."""
