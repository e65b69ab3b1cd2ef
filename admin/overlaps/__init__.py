"""What is done twice: the list, one pair side by side, the decision, and the warning beside a form."""
