"""What makes up a log in the Static Analysis Results Interchange Format?"""
