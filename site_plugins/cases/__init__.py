"""The case library: what its pages hold, their list and map, and where the like of a synergy was done before."""
