"""Do the headings hold together?"""
