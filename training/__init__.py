"""Makes the weights of the learned reader from the annotated training articles: `python -m training`."""
