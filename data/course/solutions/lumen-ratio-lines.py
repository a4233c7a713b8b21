lines = lesson.order("lumen-ratio-lines")
lines.place("small", "large", "wider", "cube")
lines
