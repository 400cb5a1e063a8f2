"""What deployments are made from: the wheel, the Procfile, the Containerfile and the systemd unit."""
