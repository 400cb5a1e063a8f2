"""What the form shows beyond its fields: the customer at a glance, tasks there are already, a link."""
