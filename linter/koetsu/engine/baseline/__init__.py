"""Which old findings are accepted?"""
