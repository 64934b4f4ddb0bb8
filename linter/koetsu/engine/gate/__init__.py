"""Which findings of a run count: accepted ones, and those that were there before a change, do not."""
