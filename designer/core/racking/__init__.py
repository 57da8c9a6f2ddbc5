"""Rails, splices, joints, attachments and clamps under the rows."""
