"""Dialogs: settings, export, recovery, reports."""
