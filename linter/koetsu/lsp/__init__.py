"""How does an editor get the diagnostics while its user writes?"""
