"""From an HTTP request to an answer: who asks, what is asked, how often and at which cost."""
