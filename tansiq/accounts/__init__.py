"""Who signs in and how: people, portals, passwords, second factors, sessions, and what each keeps for themself."""
