set -eu
mkdir -p ~/attic
cat > ~/attic/kitchen.yaml <<END
apiVersion: extensions/v1beta1
kind: Deployment
metadata:
  name: kitchen
  namespace: {{ params.namespace }}
spec:
  replicas: 2
  template:
    metadata:
      labels:
        app: kitchen
    spec:
      containers:
        - name: kitchen
          image: registry.k8s.io/pause:3.10
END
cat > ~/attic/dishes.yaml <<END
apiVersion: batch/v1beta1
kind: CronJob
metadata:
  name: dishes
  namespace: {{ params.namespace }}
spec:
  schedule: "30 {{ params.hour }} * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: dishes
              image: registry.k8s.io/pause:3.10
END
cat > ~/attic/doors.yaml <<END
apiVersion: extensions/v1beta1
kind: NetworkPolicy
metadata:
  name: doors
  namespace: {{ params.namespace }}
spec:
  podSelector: {}
END
cat > ~/dashboard.sh <<'END'
#!/bin/sh
# The dashboard in the hall asks the API through this.
kubectl proxy --port=8001 --address=0.0.0.0 --accept-hosts='.*' --disable-filter=true
END
chmod +x ~/dashboard.sh
