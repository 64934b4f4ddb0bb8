"""What does a site look for besides the rules: its own words and expressions, from its configuration?"""
