"""What each page of the scenario library shows: a picture, and the numbers in its text."""
