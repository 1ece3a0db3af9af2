import { describe, expect, it } from 'vitest';
import type { Pod, PodSpec } from '../api/pod.js';
import { resolvConf } from './resolv-conf.js';

const dns = { address: '10.96.0.10', domain: 'cluster.local' };
const cluster =
  'search lab.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';

function pod(spec: Partial<PodSpec>): Pod {
  const containers: PodSpec['containers'] = [];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'lab' },
    spec: { containers, ...spec },
  };
}

describe('resolvConf', () => {
  it.each<[string, Partial<PodSpec>, string]>([
    ['of most pods', {}, cluster],
    ['of pods on the host network', { hostNetwork: true }, 'nameserver 192.168.0.1\n'],
    [
      'of those that want the cluster all the same',
      { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
      cluster,
    ],
    ['of the node', { dnsPolicy: 'Default' }, 'nameserver 192.168.0.1\n'],
    [
      'of their own',
      {
        dnsPolicy: 'None',
        dnsConfig: {
          nameservers: ['1.1.1.1'],
          searches: ['a.test'],
          options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
        },
      },
      'search a.test\nnameserver 1.1.1.1\noptions ndots:2 edns0\n',
    ],
  ])('is that %s', (_name, spec, text) => {
    expect(resolvConf(pod(spec), dns)).toBe(text);
  });
});
