"""What an observer reports: one file per kind, each with its model and its form, side by side."""
