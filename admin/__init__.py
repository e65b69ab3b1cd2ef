"""The back office: ministry and district admins edit records here."""
