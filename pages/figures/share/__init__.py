"""The figures and words of Library, Ledger and Board pack."""
