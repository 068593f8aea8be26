"""Questions about projections; every answer calls `project` and computes no market of its own."""
