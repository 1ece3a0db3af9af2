import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type KindConfigSpec, kindConfig } from './kind-config.js';

const image = 'kindest/node:v1.36.1@sha256:0123';
const base: KindConfigSpec = { name: 'dy-a-b', image, controlPlanes: 1, workers: 0 };
const made = (spec: Partial<KindConfigSpec> = {}) => parse(kindConfig({ ...base, ...spec }));
const patchOf = (document: { kubeadmConfigPatches: string[] }) =>
  parse(document.kubeadmConfigPatches[0] ?? '');

describe('kindConfig', () => {
  it('publishes the API server on the loopback interface only', () => {
    expect(made()).toMatchObject({
      kind: 'Cluster',
      apiVersion: 'kind.x-k8s.io/v1alpha4',
      name: 'dy-a-b',
      networking: { ipFamily: 'ipv4', apiServerAddress: '127.0.0.1' },
      nodes: [{ role: 'control-plane', image }],
    });
  });

  it.each<[string, Partial<KindConfigSpec>, object]>([
    ['control planes come first', { controlPlanes: 3, workers: 2 }, { nodes: roles(3, 2) }],
    [
      'feature gates',
      { featureGates: { B: false, A: true } },
      { featureGates: { A: true, B: false } },
    ],
    [
      'a cluster without a network',
      { disableDefaultCni: true },
      { networking: { disableDefaultCNI: true } },
    ],
    [
      'mounts are read only unless they say otherwise',
      { extraMounts: [{ hostPath: '/a', containerPath: '/b' }] },
      { nodes: [{ extraMounts: [{ hostPath: '/a', containerPath: '/b', readOnly: true }] }] },
    ],
    ['labels of nodes', { nodeLabels: { zone: 'a' } }, { nodes: [{ labels: { zone: 'a' } }] }],
  ])('%s', (_, spec, expected) => {
    expect(made(spec)).toMatchObject(expected);
  });

  it('asks kubeadm for names and flags, in the form that fits every version of its API', () => {
    const spec = { certificateNames: ['controlplane'], apiServerArgs: { 'audit-log-maxage': '1' } };
    expect(patchOf(made(spec))).toEqual({
      kind: 'ClusterConfiguration',
      apiServer: {
        certSANs: ['localhost', '127.0.0.1', 'controlplane'],
        extraArgs: { 'audit-log-maxage': '1' },
      },
    });
  });

  it('names its nodes, however they come to their cluster', () => {
    const { nodes } = made({ workers: 2 });
    const named = nodes.map(({ kubeadmConfigPatches }: { kubeadmConfigPatches: string[] }) =>
      kubeadmConfigPatches.map((patch) => parse(patch)),
    );
    const patches = (name: string) => [
      { kind: 'InitConfiguration', nodeRegistration: { name } },
      { kind: 'JoinConfiguration', nodeRegistration: { name } },
    ];
    expect(named).toEqual([patches('controlplane'), patches('node01'), patches('node02')]);
  });

  it('quotes what YAML would read as something else', () => {
    const { apiServer } = patchOf(made({ apiServerArgs: { 'anonymous-auth': 'false', v: '2' } }));
    expect(apiServer.extraArgs).toEqual({ 'anonymous-auth': 'false', v: '2' });
  });

  it('leaves out what is not asked for', () => {
    expect(kindConfig(base)).not.toMatch(/featureGates|disableDefaultCNI|extraMounts|labels|&|\*/);
  });
});

function roles(controlPlanes: number, workers: number) {
  return [
    ...Array.from({ length: controlPlanes }, () => ({ role: 'control-plane' })),
    ...Array.from({ length: workers }, () => ({ role: 'worker' })),
  ];
}
