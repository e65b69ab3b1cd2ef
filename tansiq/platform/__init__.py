"""What the program runs on: settings, database, queue, mail, fonts and reports; nothing of the field stands here."""
