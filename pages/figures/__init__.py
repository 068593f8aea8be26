"""What is shown of an outcome: figures, tables and sentences; nothing here needs a browser."""
