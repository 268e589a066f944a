"""What is done to the directory: each public function in these modules is one act."""
