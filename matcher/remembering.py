"""Answers that are kept for when the same is asked again: enough for a park of thousands of flows, and no more."""

from __future__ import annotations

from functools import lru_cache

# Flows, resources, figures and questions recur from synergy to synergy, but a page may stay open for many parks.
remembered = lru_cache(maxsize=4096)
# Words recur from text to text, far more of them than flows.
remembered_word = lru_cache(maxsize=20_000)
