"""Library, Ledger and Board pack."""
