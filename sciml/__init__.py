"""A compiler for scientific figures."""
