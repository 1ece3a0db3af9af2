import type { KubeClient } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';

/** One thing that only works while the components do their work. */
export interface Proof {
  readonly what: string;
  readonly begin: (client: KubeClient, namespace: string) => Promise<void>;
  /** What is still missing; undefined once it is shown. */
  readonly missing: (client: KubeClient, namespace: string) => Promise<string | undefined>;
}

/** Whatever a server answers with. */
// biome-ignore lint/suspicious/noExplicitAny: objects of many kinds, looked into by each proof
export type Shown = any;

const lookAgainMs = 200;

export function expect(is: unknown, wanted: unknown, what: string): string | undefined {
  return is === wanted ? undefined : `${what} is ${is ?? 'nothing'}, not ${wanted}`;
}

export async function createAll(
  client: KubeClient,
  namespace: string,
  objects: readonly KubeObject[],
): Promise<void> {
  for (const object of objects) {
    await client.create({ ...object, metadata: { ...object.metadata, namespace } });
  }
}

/** Tries for a while; answers with what is missing at the end. */
export async function tryProof(
  client: KubeClient,
  namespace: string,
  { begin, missing }: Proof,
  limitMs: number,
): Promise<string | undefined> {
  await begin(client, namespace);
  return until(() => missing(client, namespace), limitMs);
}

/** Looks again and again; what is wrong in between is an answer only at the end. */
export async function until(
  missing: () => Promise<string | undefined>,
  limitMs: number,
): Promise<string | undefined> {
  const endsAt = Date.now() + limitMs;
  for (;;) {
    const why = await missing().catch((error: unknown) => String(error));
    if (why === undefined || Date.now() > endsAt) return why;
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}
