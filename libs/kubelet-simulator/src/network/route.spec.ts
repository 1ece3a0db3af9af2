import { Network, type Pod, parseAddress, type Service } from '@drillyard/network-policy';
import { describe, expect, it } from 'vitest';
import { route } from './route.js';

const object = (apiVersion: string, kind: string, name: string, labels = {}) => ({
  apiVersion,
  kind,
  metadata: { namespace: 'shop', name, labels },
});

function pod(name: string, podIP: string, spec: Pod['spec'] = {}): Pod {
  const status = { phase: 'Running', podIP };
  return { ...object('v1', 'Pod', name, { app: name }), spec: { nodeName: 'a', ...spec }, status };
}

function node(name: string, address: string, podCIDR: string) {
  const status = { addresses: [{ type: 'InternalIP', address }] };
  return { ...object('v1', 'Node', name), spec: { podCIDR }, status };
}

function service(name: string, clusterIP: string, nodePort?: number): Service {
  const port = { port: 80, targetPort: 'http', ...(nodePort !== undefined && { nodePort }) };
  return { ...object('v1', 'Service', name), spec: { clusterIP, ports: [port] } };
}

function sticky(name: string, clusterIP: string): Service {
  const { spec, ...rest } = service(name, clusterIP);
  return { ...rest, spec: { ...spec, sessionAffinity: 'ClientIP' } };
}

function slice(name: string, ready: readonly string[], unready: readonly string[] = []) {
  const endpoint = (isReady: boolean) => (address: string) => ({
    addresses: [address],
    conditions: { ready: isReady },
  });
  return {
    ...object('discovery.k8s.io/v1', 'EndpointSlice', `${name}-1`, {
      'kubernetes.io/service-name': name,
    }),
    addressType: 'IPv4',
    endpoints: [...ready.map(endpoint(true)), ...unready.map(endpoint(false))],
    ports: [{ port: 8080, protocol: 'TCP' }],
  };
}

const network = new Network({
  nodes: [node('a', '192.168.0.10', '10.244.0.0/24'), node('b', '192.168.0.11', '10.244.1.0/24')],
  namespaces: [object('v1', 'Namespace', 'shop')],
  pods: [
    pod('web', '10.244.0.2'),
    pod('db', '10.244.1.2', {
      nodeName: 'b',
      containers: [{ ports: [{ containerPort: 8080, hostPort: 9090 }] }],
    }),
    pod('closed', '10.244.0.3'),
    pod('guarded', '10.244.1.3', { nodeName: 'b' }),
    pod('agent', '192.168.0.11', { nodeName: 'b', hostNetwork: true }),
  ],
  services: [
    service('db', '10.96.0.20', 30080),
    service('guarded', '10.96.0.21', 30081),
    service('starting', '10.96.0.22'),
    sticky('sticky', '10.96.0.23'),
  ],
  endpointSlices: [
    slice('db', ['10.244.1.2'], ['10.244.0.3']),
    slice('guarded', ['10.244.1.3']),
    slice('starting', [], ['10.244.1.2']),
    slice('sticky', ['10.244.0.2', '10.244.0.3', '10.244.1.2']),
  ],
  policies: [
    {
      ...object('networking.k8s.io/v1', 'NetworkPolicy', 'closed'),
      spec: { podSelector: { matchLabels: { app: 'closed' } }, policyTypes: ['Egress'] },
    },
    {
      ...object('networking.k8s.io/v1', 'NetworkPolicy', 'guarded'),
      spec: {
        podSelector: { matchLabels: { app: 'guarded' } },
        ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }],
      },
    },
  ],
});

function ends(from: string, to: string): string {
  const [host = '', port] = to.split(':');
  const address = parseAddress(host);
  const party = network.pod('shop', from) ?? network.node(from);
  if (party === undefined || address === undefined) return 'nobody';
  const found = route(network, { from: party, address, port: Number(port), protocol: 'TCP' });
  if (typeof found === 'string') return found;
  const { to: end, port: landed, seenAs } = found;
  const as = seenAs.kind === 'address' ? seenAs.addresses[0]?.text : seenAs.name;
  return `${end.name}:${landed} as ${as}`;
}

describe('a connection', () => {
  it('of the same client ends at the same endpoint where the Service says so', () => {
    const tries = Array.from({ length: 30 }, () => ends('db', '10.96.0.23:80'));
    expect(new Set(tries).size).toBe(1);
    expect(tries[0]).toContain(':8080 as db');
  });

  it.each([
    ['to a pod', 'web', '10.244.1.2:5432', 'db:5432 as web'],
    ['to a Service ends at an endpoint that is ready', 'web', '10.96.0.20:80', 'db:8080 as web'],
    ['to a Service nobody is ready for', 'web', '10.96.0.22:80', 'refused'],
    ['to a port the Service does not have', 'web', '10.96.0.20:8080', 'timed-out'],
    ['to a node port comes from the node', 'web', '192.168.0.10:30080', 'db:8080 as a'],
    ['to a node port of another node', 'web', '192.168.0.11:30080', 'db:8080 as b'],
    ['from a node to its own node port', 'b', '192.168.0.11:30080', 'db:8080 as b'],
    ['to a host port', 'web', '192.168.0.11:9090', 'db:8080 as web'],
    ['to a host port of another node', 'web', '192.168.0.10:9090', 'a:9090 as web'],
    ['to what runs on a node', 'web', '192.168.0.11:10250', 'b:10250 as web'],
    ['to nobody in the range of pods', 'web', '10.244.0.77:80', 'unreachable'],
    ['out of the cluster', 'web', '203.0.113.7:443', 'timed-out'],
    ['that egress forbids', 'closed', '10.244.1.2:5432', 'timed-out'],
    ['that egress forbids, to a Service', 'closed', '10.96.0.20:80', 'timed-out'],
    ['that ingress allows', 'web', '10.96.0.21:80', 'guarded:8080 as web'],
    ['that ingress forbids', 'db', '10.96.0.21:80', 'timed-out'],
    ['that ingress allows by itself, and not as a node', 'web', '192.168.0.10:30081', 'timed-out'],
    ['through the own node of the pod', 'web', '192.168.0.11:30081', 'guarded:8080 as b'],
    ['from the node of a pod', 'agent', '10.244.1.3:80', 'guarded:80 as agent'],
    ['from another node', 'a', '10.244.1.3:80', 'timed-out'],
    ['to oneself', 'guarded', '10.96.0.21:80', 'guarded:8080 as guarded'],
  ])('%s', (_what, from, to, wanted) => {
    expect(ends(from, to)).toBe(wanted);
  });
});
