"""The GraphQL face: portals read here."""
