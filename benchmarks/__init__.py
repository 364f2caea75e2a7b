"""Measurements of speed, run by hand or by the nightly job."""
