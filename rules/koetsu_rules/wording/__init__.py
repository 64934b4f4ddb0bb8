"""Which words are chosen: does an article keep one register?"""
