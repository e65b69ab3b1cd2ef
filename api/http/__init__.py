"""From an HTTP request to an answer: who asks, what is asked, how often, at which cost, and how refusals look."""
