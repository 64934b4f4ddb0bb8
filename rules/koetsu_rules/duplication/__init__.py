"""Text that stands there twice."""
