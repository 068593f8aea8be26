"""The figures and words of the Cockpit."""
