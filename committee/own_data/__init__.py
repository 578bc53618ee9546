"""Everything that the portal holds of a person, for that person alone: GDPR, articles 15 and 20."""
