"""What runs a batch's jobs: processes of this machine, or a cluster."""
