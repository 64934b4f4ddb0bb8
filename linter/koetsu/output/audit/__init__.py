"""How is an audit shown, and how is it given to programs?"""
