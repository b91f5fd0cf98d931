"""Measure ratios within one run; timings never make a test pass or fail."""
