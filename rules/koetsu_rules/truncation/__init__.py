"""Text that stops, or starts, in the middle."""
