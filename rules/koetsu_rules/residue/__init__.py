"""What a tool left in the text."""
