"""Tansiq: who does what, where, when and for whom; what is covered and what is done twice."""
