"""The tools of the canvas: small state machines that know no Qt."""
