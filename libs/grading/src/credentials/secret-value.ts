import type { ClusterClient } from '@drillyard/cluster';
import { decodeBase64 } from './kubeconfig-credentials.js';
import { type Found, missing } from './learner-file.js';

export interface SecretKey {
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
}

/** The value of one key of a Secret, as text. */
export async function readSecretValue(
  { namespace, name, key }: SecretKey,
  cluster: ClusterClient,
): Promise<Found<string>> {
  const secret = await cluster.find({ apiVersion: 'v1', kind: 'Secret', namespace, name });
  if (secret === undefined) {
    return missing(`There is no Secret ${namespace}/${name} yet.`, {
      expected: `a Secret ${namespace}/${name}`,
      actual: 'none found',
    });
  }
  const data = secret['data'] as Readonly<Record<string, string>> | undefined; // by the API's type
  const value = data?.[key];
  return value === undefined
    ? missing(`The Secret ${namespace}/${name} has no key ${key}.`, {
        expected: key,
        actual: Object.keys(data ?? {}).join(', ') || 'no keys',
      })
    : { value: decodeBase64(value) };
}

/** The object to watch for it. */
export function secretDependency({ namespace }: SecretKey) {
  return { apiVersion: 'v1', kind: 'Secret', namespace };
}
