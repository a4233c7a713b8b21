"""Pure figure functions: a tidy frame in, a plotly figure out; themes, role colours and values for text twins."""
