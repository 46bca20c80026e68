"""Reading in processes beside: sources are read and prepared there, on every core there is."""
