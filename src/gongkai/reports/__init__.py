"""年度报告: the 体检 page, where any published report is read, checked and repaired without an account."""
