"""What lies where: ids by place, the outlines of things, and what can be picked."""
