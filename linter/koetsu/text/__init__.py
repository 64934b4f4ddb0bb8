"""What is read: the text of a file and everything that can be known from it."""
