import { describe, expect, it } from 'vitest';
import type { PodTemplateSpec } from '../api/core.js';
import { revisionData, revisionHash } from '../history/controller-revision.js';
import { computeHash } from './compute-hash.js';
import { dumpQuantity } from './dump-quantity.js';
import { fnv32, fnv32a, safeEncode } from './fnv.js';

const container = (name: string, rest: object) => ({
  name,
  imagePullPolicy: 'IfNotPresent',
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  ...rest,
});
const template = (app: string, main: object): PodTemplateSpec =>
  ({
    metadata: { labels: { app } },
    spec: {
      containers: [main],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      securityContext: {},
      schedulerName: 'default-scheduler',
    },
  }) as PodTemplateSpec;

const web = (image: string) =>
  template(
    'web',
    container('nginx', {
      image,
      ports: [{ containerPort: 80, protocol: 'TCP' }],
      env: [{ name: 'A', value: 'b' }],
      resources: { requests: { cpu: '100m', memory: '64Mi' } },
      readinessProbe: {
        httpGet: { path: '/', port: 80, scheme: 'HTTP' },
        timeoutSeconds: 1,
        periodSeconds: 10,
        successThreshold: 1,
        failureThreshold: 3,
      },
    }),
  );
const busybox = (app: string) =>
  template(app, container('a', { image: 'busybox', imagePullPolicy: 'Always' }));

describe('computeHash', () => {
  // Names a real control plane gave to ReplicaSets and revisions of these templates.
  it.each([
    ['57f5f89f89', web('nginx:1.27')],
    ['5f9d6cf884', web('nginx:1.28')],
    ['7c465f9b56', busybox('agent')],
  ])('is upstream’s: %s', (hash, of) => expect(computeHash(of)).toBe(hash));

  it('differs for each collision', () => {
    const hashes = [undefined, 0, 1, 2].map((count) => computeHash(web('nginx'), count));
    expect(new Set(hashes).size).toBe(4);
  });
});

it('names revisions of StatefulSets as upstream does', () => {
  expect(revisionHash(revisionData(busybox('db')), 0)).toBe('5587c6f556');
});

it('knows both kinds of FNV and hides vowels', () => {
  expect([fnv32(''), fnv32a(''), fnv32('a'), fnv32a('a')]).toEqual([
    0x811c9dc5, 0x811c9dc5, 0x050c5d7e, 0xe40c292c,
  ]);
  expect(safeEncode('0123456789')).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{10}$/);
});

describe('dumpQuantity', () => {
  it.each([
    ['0', 'value:(int64)0', 's:(string)0 '],
    ['100m', 'value:(int64)100 scale:(resource.Scale)-3', 's:(string)100m '],
    ['64Mi', 'value:(int64)67108864', 's:(string) '],
    ['1Gi', 'value:(int64)1073741824', 's:(string)1Gi '],
    ['1000', 'value:(int64)1000', 's:(string) '],
    ['1.5Gi', 'value:(int64)0', 'abs:(big.nat)[1610612736000000000]'],
  ])('takes %s apart', (text, ...parts) => {
    for (const part of parts) expect(dumpQuantity(text)).toContain(part);
  });
});
