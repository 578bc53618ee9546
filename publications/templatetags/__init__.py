"""What templates read, one library per feature that needs one."""
