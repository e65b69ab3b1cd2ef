"""The schema that is served: the contract with what the ministry defined, made anew as that changes."""
