"""Definitions as one document of JSON, so that a ministry tries them on a copy and takes them over.

    fields, record types, answers -> collecting -> document -> (file) -> document -> taking_over -> the same elsewhere

A document calls fields by numbers of its own, since each server numbers them as they come; where it is taken over
they are found again by their keys, and expressions name the numbers that hold there.
"""
