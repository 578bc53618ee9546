"""What CPAS say of a delivered solution, and how it follows them where two become one."""
