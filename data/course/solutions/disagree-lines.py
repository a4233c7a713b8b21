lines = lesson.order("disagree-lines")
lines.place("first-weight", "second-weight", "mean", "chi2", "root")
lines
