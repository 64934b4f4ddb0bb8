"""The built-in rules: the first plug-in of koetsu."""
