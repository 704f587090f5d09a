"""Lessons: guided experiments for students, each a TOML file, and what it takes to run them."""
