"""What was written or pasted as a sign and does not show as one."""
