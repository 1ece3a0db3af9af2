kubectl get --raw /metrics --as auditor > /dev/null
