"""What do rules find that compare the files of a site?"""
