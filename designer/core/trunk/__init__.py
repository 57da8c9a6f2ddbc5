"""Branches, pitch matching, routes and pieces of the trunk cable."""
