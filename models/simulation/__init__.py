"""One run of the market: baseline, state, and the recursive map from quarter to quarter."""
