"""Chart specifications: built once for a style, free of data, drawn by browser or renderer."""
