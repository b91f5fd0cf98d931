"""Make views: what one edition of one document may know.

`student.py` makes types that lack every secret, so that no template can print one; `teacher.py`
adds to them what the key shows.
"""
