"""Is the stated reading time true?"""
