"""Answers that are kept for when the same is asked again: enough for a park of thousands of flows, and no more."""

from __future__ import annotations

from functools import lru_cache

MOST = 4096
# Flows, resources, figures and questions recur from synergy to synergy; whoever keeps the page open asks of ever others.
remembered = lru_cache(maxsize=MOST)
