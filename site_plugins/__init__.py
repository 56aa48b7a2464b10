"""What this site adds to MkDocs: each file is pure functions first, and last the few lines that MkDocs calls."""
