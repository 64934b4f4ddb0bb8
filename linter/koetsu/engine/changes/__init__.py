"""What did a change bring in?"""
