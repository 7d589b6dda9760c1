"""Measures the product beside the peer, see tests/README.md."""
