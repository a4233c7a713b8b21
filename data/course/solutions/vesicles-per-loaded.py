card = lesson.blanks("vesicles-per-loaded")
card.fill("mean_copies", "copies_if_loaded", "share_loaded")
card
