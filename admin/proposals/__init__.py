"""Proposals: the queue, one proposal side by side with the register, and organisations that register themselves."""
