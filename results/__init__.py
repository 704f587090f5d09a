"""Tables, outcomes, statistics and reports of finished runs."""

if __name__ == "results":
    raise ImportError("Import this package as 'ecosim.results', not as 'results'.")

from ecosim.results.reader import Results

__all__ = ["Results"]
