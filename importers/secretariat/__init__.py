"""Sheets of the secretariat of the joint meeting (根治欠薪联席会议办公室)."""
