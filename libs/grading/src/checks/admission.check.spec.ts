import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';
import type { AdmissionSpec } from '@drillyard/lab-spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { admissionCheck } from './admission.check.js';

let cluster: EmbeddedCluster;
let client: KubeClient;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  client = new KubeClient(new HttpsTransport(readKubeconfig(cluster.superAdminKubeconfig())));
  await client.create(configMap('taken'));
});
afterAll(async () => {
  await client.close();
  await cluster.close();
});

const configMap = (name: string) => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap' },
  metadata: { namespace: 'default', name },
});
const emptyPod = {
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'default', name: 'empty' } },
  spec: { containers: [] },
};
const jane = { user: 'jane' };

function judge(spec: AdmissionSpec) {
  return admissionCheck.evaluate(checkOf('admission', spec), contextOf({ cluster: client }));
}

describe('admissionCheck', () => {
  it.each<[string, AdmissionSpec]>([
    ['an object is let in', { object: configMap('new'), admitted: true }],
    ['one of its name is there already', { object: configMap('taken'), admitted: true }],
    ['somebody may not', { object: configMap('new'), as: jane, refused: true }],
    [
      'the refusal gives the reason',
      { object: configMap('new'), as: jane, refused: { message: 'User "jane" cannot create' } },
    ],
    [
      'it is invalid',
      { object: configMap('Bad_Name'), refused: { message: ['Invalid value', 'RFC 1123'] } },
    ],
  ])('passes when %s', async (_, spec) => {
    expect(await judge(spec)).toEqual({ status: 'passed' });
  });

  it.each<[string, AdmissionSpec, RegExp]>([
    [
      'an object is let in',
      { object: configMap('new'), refused: true },
      /would let ConfigMap default\/new in/,
    ],
    [
      'somebody may not',
      { object: configMap('new'), as: jane, admitted: true },
      /refuses ConfigMap default\/new of the user jane/,
    ],
    [
      'the reason is another',
      { object: configMap('new'), as: jane, refused: { message: 'PodSecurity' } },
      /another reason/,
    ],
    [
      'no warning comes',
      { object: configMap('new'), admitted: { warning: 'deprecated' } },
      /without the warning/,
    ],
    ['it is invalid', { object: emptyPod, admitted: true }, /refuses Pod default\/empty/],
  ])('fails when %s', async (_, spec, reason) => {
    expect(await judge(spec)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
  });

  it('keeps nothing', async () => {
    await judge({ object: configMap('never'), admitted: true });
    const ref = { ...configMap('never'), name: 'never', namespace: 'default' };
    expect(await client.find(ref)).toBeUndefined();
  });
});
