/** One command, run in order with the others, and what it is to print. */
export interface EverydayCommand {
  /** For bash. */
  readonly command: string;
  readonly prints: RegExp;
  /** Ends with exit code 1. */
  readonly fails?: boolean;
  /** First minor of kubectl that has the command. */
  readonly since?: number;
  /** Last minor of kubectl that has it, or that asks for an API version 1.36 still serves. */
  readonly until?: number;
}

/** The files the commands name. Pods wait for a scheduler that never comes: no kubelet is needed. */
export const manifests: Readonly<Record<string, string>> = {
  'web.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      schedulerName: nobody
      containers:
      - {name: nginx, image: "nginx:1.25", ports: [{containerPort: 80}]}
`,
  'deny.yaml': `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {}, policyTypes: [Ingress]}
`,
  'node.yaml': 'apiVersion: v1\nkind: Node\nmetadata:\n  name: worker\n',
};

const request = [
  'openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes',
  '-keyout jane.key -out jane.csr -subj /CN=jane/O=dev 2> /dev/null',
].join(' ');
const requestObject =
  '{"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"jane"},"spec":{"request":"%s","signerName":"kubernetes.io/kube-apiserver-client","usages":["client auth"]}}';

/** Reading and configuring. */
const looking: readonly EverydayCommand[] = [
  { command: 'kubectl version', prints: /Server Version.*36/ },
  { command: 'kubectl cluster-info', prints: /is running at/ },
  { command: 'kubectl api-versions', prints: /rbac\.authorization\.k8s\.io\/v1/ },
  { command: 'kubectl api-resources -o wide', prints: /networkpolicies +netpol/ },
  { command: 'kubectl create namespace day', prints: /namespace\/day created/ },
  { command: 'kubectl config set-context --current --namespace=day', prints: /modified/ },
  { command: 'kubectl get ns', prints: /day +Active/ },
  { command: 'kubectl explain deployment.spec.strategy', prints: /rollingUpdate/ },
  { command: 'kubectl get --raw /readyz', prints: /^ok$/ },
  {
    command: [
      'kubectl proxy --port=0 > proxy.log 2>&1 & proxy=$!',
      'until port=$(grep -o "[0-9]*$" proxy.log); do sleep 0.05; done',
      'curl -sf http://127.0.0.1:$port/api/v1/namespaces; kill $proxy',
    ].join('; '),
    prints: /"kind": "NamespaceList"/,
  },
];

/** Workloads, changed in all the ways there are. */
const working: readonly EverydayCommand[] = [
  { command: 'kubectl diff -f web.yaml', prints: /\+kind: Deployment/, fails: true },
  { command: 'kubectl apply -f web.yaml', prints: /deployment\.apps\/web created/ },
  {
    command: "sed 's/replicas: 2/replicas: 3/' web.yaml | kubectl apply -f -",
    prints: /configured/,
  },
  { command: 'kubectl apply --server-side --force-conflicts -f deny.yaml', prints: /serverside/ },
  { command: 'kubectl get deploy,netpol', prints: /web +0\/3 +\d +0/ },
  { command: 'kubectl describe deploy web', prints: /Image: +nginx:1\.25/ },
  { command: 'kubectl describe netpol deny', prints: /Policy Types: Ingress/ },
  { command: 'kubectl scale deploy web --replicas=4', prints: /scaled/ },
  { command: 'kubectl set image deploy/web nginx=nginx:1.26', prints: /image updated/ },
  { command: 'kubectl rollout restart deploy web', prints: /restarted/ },
  { command: 'kubectl rollout pause deploy web', prints: /paused/ },
  { command: `kubectl patch deploy web -p '{"spec":{"paused":null}}'`, prints: /patched/ },
  {
    command: `kubectl patch deploy web --type=json -p '[{"op":"remove","path":"/spec/replicas"}]'`,
    prints: /patched/,
  },
  { command: "kubectl get deploy web -o jsonpath='{.spec.replicas}'", prints: /^1$/ },
  { command: 'kubectl get deploy web -o yaml | kubectl replace -f -', prints: /replaced/ },
  { command: 'kubectl autoscale deploy web --max=3', prints: /autoscaled/ },
  { command: 'kubectl expose deploy web --port=80', prints: /exposed/ },
  { command: 'kubectl describe svc web', prints: /TargetPort: +80\/TCP/ },
  {
    command: `kubectl run one --image=nginx --labels=a=b --overrides='{"apiVersion":"v1","spec":{"schedulerName":"nobody"}}'`,
    prints: /pod\/one created/,
  },
  { command: 'kubectl run two --image=nginx --dry-run=server -o name', prints: /^pod\/two$/m },
  { command: 'kubectl get pod one -o wide', prints: /one +0\/1 +Pending/ },
  { command: 'kubectl label pod one x=y', prints: /labeled/ },
  { command: 'kubectl annotate pod one x=y', prints: /annotated/ },
  { command: "EDITOR='sed -i s/a:.b/a:\\ c/' kubectl edit pod one", prints: /edited/ },
  { command: 'kubectl get pods -l a=c -o name', prints: /^pod\/one$/m },
  {
    command: "kubectl wait pod/one --for=jsonpath='{.status.phase}'=Pending --timeout=5s",
    prints: /condition met/,
    since: 23,
  },
  { command: 'kubectl wait pod/none --for=delete --timeout=5s', prints: /^|not found/ },
  { command: 'kubectl events', prints: /No events found|LAST SEEN/, since: 26 },
  { command: 'kubectl create configmap cm --from-literal=a=b', prints: /created/ },
  { command: 'kubectl create secret generic s --from-literal=p=q', prints: /created/ },
  { command: "kubectl get secret s -o go-template='{{.data.p | base64decode}}'", prints: /^q$/ },
  { command: 'kubectl create quota q --hard=pods=10', prints: /created/ },
  {
    command: 'kubectl create pdb b --selector=a=b --min-available=1',
    prints: /created/,
    since: 21,
  },
  {
    command: 'kubectl create job j --image=busybox --dry-run=server -o name',
    prints: /^job.batch\/j$/m,
  },
  { command: "kubectl create ingress i --rule='a.example/=web:80'", prints: /created/ },
  { command: 'kubectl create -f node.yaml', prints: /node\/worker created/ },
  { command: 'kubectl taint node worker k=v:NoSchedule', prints: /tainted/ },
  { command: 'kubectl drain worker', prints: /drained|evicted/ },
  { command: 'kubectl uncordon worker', prints: /uncordoned/ },
  { command: 'kubectl describe node worker', prints: /Taints: +k=v:NoSchedule/ },
];

/** Who may do what. */
const securing: readonly EverydayCommand[] = [
  { command: 'kubectl create serviceaccount bot', prints: /created/ },
  { command: 'kubectl create role r --verb=get,list --resource=pods', prints: /created/ },
  { command: 'kubectl create rolebinding rb --role=r --serviceaccount=day:bot', prints: /created/ },
  { command: 'kubectl create clusterrole nodes --verb=get --resource=nodes', prints: /created/ },
  { command: 'kubectl describe role r', prints: /pods +\[\] +\[\] +\[get list\]/ },
  { command: 'kubectl auth can-i list pods --as=system:serviceaccount:day:bot', prints: /^yes$/m },
  {
    command: 'kubectl auth can-i delete pods --as=system:serviceaccount:day:bot',
    prints: /^no$/m,
    fails: true,
  },
  { command: 'kubectl auth can-i --list --as=jane', prints: /selfsubjectrulesreviews/ },
  { command: 'kubectl get role r -o yaml | kubectl auth reconcile -f -', prints: /reconciled/ },
  { command: 'kubectl auth whoami', prints: /kubernetes-admin/, since: 28 },
  {
    command: 'kubectl config set-credentials bot --token="$(kubectl create token bot)"',
    prints: /User "bot" set/,
    since: 24,
  },
  { command: 'kubectl --user=bot get pods -o name', prints: /^pod\/one$/m, since: 24 },
  {
    command: 'kubectl --user=bot delete pod one',
    prints: /"system:serviceaccount:day:bot" cannot delete resource "pods"/,
    fails: true,
    since: 24,
  },
  {
    command: `${request} && printf '${requestObject}' $(base64 -w0 jane.csr) | kubectl create -f -`,
    prints: /created/,
  },
  { command: 'kubectl certificate approve jane', prints: /approved/ },
  {
    command:
      "until c=$(kubectl get csr jane -o jsonpath='{.status.certificate}' | grep .); do sleep 0.05; done; base64 -d <<< $c > jane.crt",
    prints: /^$/,
  },
  { command: 'kubectl get csr jane', prints: /jane.*Approved,Issued/ },
  {
    command: [
      'kubectl config set-credentials jane --client-certificate=jane.crt --client-key=jane.key',
      'kubectl --user=jane get pods',
    ].join(' && '),
    prints: /User "jane" cannot list resource "pods"/,
    fails: true,
  },
];

const cleaning: readonly EverydayCommand[] = [
  { command: 'kubectl delete -f web.yaml', prints: /deployment.*"web" deleted/ },
  { command: 'kubectl delete netpol --all', prints: /"deny" deleted/ },
  { command: 'kubectl delete pod one --now', prints: /deleted/ },
  { command: 'kubectl delete namespace day --timeout=20s', prints: /"day" deleted/ },
  { command: 'kubectl get namespace day', prints: /namespaces "day" not found/, fails: true },
];

export const everydayCommands = [...looking, ...working, ...securing, ...cleaning];
