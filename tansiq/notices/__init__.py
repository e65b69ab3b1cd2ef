"""What concerns each person: told once, read behind the bell, mailed as they choose.

    an event, in its own transaction --.
    what comes due (due of a kind) ----+--> tell --> Notice --> bell and page (inbox)
                                                        `----> mail (digests), as chosen (choices)

Another kind hooks in by one declaration: `register(NoticeKind(...))` beside whatever it tells of.
"""
