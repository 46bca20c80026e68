"""Quality and speed, measured on real data that is given by path and never stored here."""
