"""The header of a file: does it parse, and does it hold what the site asks for?"""
