"""Ensembles in blocks: mergeable summaries, run on any executor with the same bits."""
