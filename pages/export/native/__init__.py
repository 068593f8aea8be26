"""Charts as office programs draw and edit them, for deck and memo."""
