"""Which text of a document stands there twice, and how?"""
