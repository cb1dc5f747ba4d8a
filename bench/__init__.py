"""Benchmarks and evaluations: each prints one JSON line a figure. `python -m bench` runs the benchmarks."""
