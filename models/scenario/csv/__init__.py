"""Tables in text files: scenario files in and out, and the reader that all tables share."""
