"""What is done twice."""
