"""How it is run: from paths and settings to a report."""
