"""The plan in the reader's hands: levers, schedules, undo, address, files."""
