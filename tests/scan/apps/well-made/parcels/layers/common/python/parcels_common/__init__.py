"""Shared by all functions."""
