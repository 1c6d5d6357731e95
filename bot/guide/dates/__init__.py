"""Dates as people write them: あした, 来週の土曜, 12月3日, 令和8年12月3日, 12/3の午後."""
