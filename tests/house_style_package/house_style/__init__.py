"""Rules of our editors; koetsu finds every rule class in this package."""
