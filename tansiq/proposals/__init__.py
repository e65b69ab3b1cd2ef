r"""Proposals: what somebody may not publish themself waits for an officer.

a deed, tried and taken back -> steps -> proposal -> approve: each step through `changes`, as the officer
                                                 \-> return, reject, withdraw: nothing is written
"""
