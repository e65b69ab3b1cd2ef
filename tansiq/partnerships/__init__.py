"""Partners for items of plans: who might carry one out, who is asked, what they would bring, and what is agreed.

item --wanted--> what it asks for --suggesting--> organisations, ranked, each with why
                                                        |
call --answering--> offers --sums--> held against what is open --accepting--> commitments and a joint project
"""
