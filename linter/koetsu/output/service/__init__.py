"""What do the services read that watch a repository?"""
