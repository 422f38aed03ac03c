"""Collective projects (cooperatives and the like) and community projects: members, shares, money, works."""
