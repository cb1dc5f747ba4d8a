"""Hand-written profiles of the demo company. Everybody and every company in here is invented."""
