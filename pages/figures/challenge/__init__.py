"""The figures, tables and sentences of Rivals, Risk and Organisation."""
