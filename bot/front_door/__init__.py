"""What stands before Bolt: a request is parsed, acted on and logged only after its signature is verified."""
