"""Pure numerics: keyword arguments with units in their names, numbers, arrays or frames out."""
