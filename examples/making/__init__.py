"""Turns the profiles in `company` into the rows of a CRM export, from a seed."""
