"""What do programs read?"""
