"""Controls, state and picture: one generic Panel, one short declaration for each explorer."""
