"""主动公开: information from draft through review to the public, its columns, channels and activities."""
