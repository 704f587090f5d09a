"""What to choose when the future, the money or the runs are uncertain."""
