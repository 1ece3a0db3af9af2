import type { KubeClient } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { createAll, expect, type Proof, type Shown } from './proof.js';

const v1 = { apiVersion: 'v1' };

/** Comes first: no pod is taken before its namespace has them. */
export const ownObjectsProof: Proof = {
  what: 'a namespace has its ServiceAccount and its CA',
  begin: async () => undefined,
  async missing(client, namespace) {
    await client.get({ ...v1, kind: 'ServiceAccount', name: 'default', namespace });
    const ref = { ...v1, kind: 'ConfigMap', name: 'kube-root-ca.crt', namespace };
    const { data }: Shown = await client.get(ref);
    return data?.['ca.crt'] ? undefined : 'the CA is empty';
  },
};

export const tokenProof: Proof = {
  what: 'a Secret gets a token the server takes, until its account goes',
  begin: (client, namespace) =>
    createAll(client, namespace, [
      { ...v1, kind: 'ServiceAccount', metadata: { name: 'robot' } },
      {
        ...{ ...v1, kind: 'Secret', type: 'kubernetes.io/service-account-token' },
        metadata: {
          name: 'robot-token',
          annotations: { 'kubernetes.io/service-account.name': 'robot' },
        },
      },
    ]),
  async missing(client, namespace) {
    const secret: Shown = await client.find({
      ...v1,
      kind: 'Secret',
      name: 'robot-token',
      namespace,
    });
    if (secret === undefined) return undefined;
    const { token: encoded = '' } = secret.data ?? {};
    if (encoded === '') return 'there is no token';
    const identity = await client.identify({ token: Buffer.from(encoded, 'base64').toString() });
    if ('refused' in identity) return identity.refused;
    const wrong = expect(identity.user, `system:serviceaccount:${namespace}:robot`, 'its user');
    if (wrong !== undefined) return wrong;
    const account = { ...v1, kind: 'ServiceAccount', name: 'robot', namespace };
    if ((await client.find(account)) !== undefined) await client.delete(account);
    return 'it is there though its account is not';
  },
};

type Policy = 'Background' | 'Foreground' | 'Orphan';

/** An owner and its dependent, of which the owner is deleted. */
function ownerProof(
  policy: Policy,
  what: string,
  missing: (owner: Shown, dependent: Shown) => string | undefined,
): Proof {
  const owner = `owner-${policy.toLowerCase()}`;
  const dependent = `dependent-${policy.toLowerCase()}`;
  const find = (client: KubeClient, name: string, namespace: string) =>
    client.find({ ...v1, kind: 'ConfigMap', name, namespace });
  return {
    what,
    async begin(client, namespace) {
      const map = { ...v1, kind: 'ConfigMap' };
      await createAll(client, namespace, [{ ...map, metadata: { name: owner } }]);
      const { metadata } = await client.get({ ...map, name: owner, namespace });
      const reference = { ...map, name: owner, uid: metadata.uid ?? '', blockOwnerDeletion: true };
      await createAll(client, namespace, [
        { ...map, metadata: { name: dependent, ownerReferences: [reference] } },
      ]);
      await client.raw({
        method: 'DELETE',
        path: `/api/v1/namespaces/${namespace}/configmaps/${owner}`,
        body: { ...v1, kind: 'DeleteOptions', propagationPolicy: policy },
      });
    },
    async missing(client, namespace) {
      return missing(
        await find(client, owner, namespace),
        await find(client, dependent, namespace),
      );
    },
  };
}

const bothGone = (owner: KubeObject | undefined, dependent: KubeObject | undefined) =>
  (owner ?? dependent) ? `${owner ? 'the owner' : 'the dependent'} is still there` : undefined;

const nobody: Proof = {
  what: 'a dependent of an owner that never was goes',
  begin: (client, namespace) => {
    const reference = { ...v1, kind: 'ConfigMap', name: 'nobody', uid: 'never-was' };
    const metadata = { name: 'of-nobody', ownerReferences: [reference] };
    return createAll(client, namespace, [{ ...v1, kind: 'ConfigMap', metadata }]);
  },
  async missing(client, namespace) {
    const ref = { ...v1, kind: 'ConfigMap', name: 'of-nobody', namespace };
    return (await client.find(ref)) === undefined ? undefined : 'it is still there';
  },
};

export const ownerProofs: readonly Proof[] = [
  ownerProof('Background', 'a dependent goes with its owner', bothGone),
  ownerProof('Foreground', 'an owner waits for its dependent to go', bothGone),
  ownerProof('Orphan', 'a dependent is set free', (owner, dependent) => {
    if (owner !== undefined) return 'the owner is still there';
    if (dependent === undefined) return 'the dependent is gone';
    return expect(dependent.metadata.ownerReferences, undefined, 'its owner');
  }),
  nobody,
];

export const namespaceGoes = 'a namespace goes with all that is in it';
