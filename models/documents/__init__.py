"""The plan inside a document that was made from it, so that the document opens as that plan."""
