"""Keeping what was computed, and stopping a computation: what the stages need to plan edit after edit."""
