"""What does an archive look like as a whole?"""
