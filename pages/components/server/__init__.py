"""What the pages ask of the model, in a process beside the server, and how runs take turns."""
