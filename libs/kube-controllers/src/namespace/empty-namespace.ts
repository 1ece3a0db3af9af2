import { KubeApiError, type NamespacedObjects } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { isConflict, isNotFound, messageOf } from '../api-errors.js';
import type { ContentsContext } from '../controller.js';

export function isPods({ resource: { group, resource } }: NamespacedObjects): boolean {
  return group === '' && resource === 'pods';
}

/** How far an attempt to empty a namespace came: what is left, and why some could not be deleted. */
export interface EmptyingResult {
  readonly pods: readonly NamespacedObjects[];
  /** Not looked at while there are pods. */
  readonly others: readonly NamespacedObjects[];
  readonly failures: readonly string[];
}

/**
 * Deletes what is in a namespace: the pods first, and the rest only when they have gone, so that no
 * container outlives the policies and secrets it was started with (KEP-5080).
 */
export async function emptyNamespace(
  context: ContentsContext,
  { metadata: { name = '' } }: KubeObject,
): Promise<EmptyingResult> {
  const { contents } = context;
  const failures: string[] = [];
  const content = await contents.list(name);
  if (content.some(isPods)) {
    await deleteAll(context, content.filter(isPods), failures);
    const pods = (await contents.list(name)).filter(isPods);
    if (pods.length > 0) return { pods, others: [], failures };
  }
  const others = content.filter((each) => !isPods(each));
  if (others.length === 0) return { pods: [], others, failures };
  await deleteAll(context, others, failures);
  return { pods: [], others: await contents.list(name), failures };
}

async function deleteAll(
  { client }: ContentsContext,
  content: readonly NamespacedObjects[],
  failures: string[],
): Promise<void> {
  const propagationPolicy = 'Background' as const;
  for (const { resource, objects } of content) {
    for (const { metadata } of objects) {
      if (metadata.deletionTimestamp !== undefined) continue;
      const { namespace = '', name = '', uid = '' } = metadata;
      const options = { propagationPolicy, preconditions: { uid } };
      await client.delete(resource, { namespace, name }, options).catch((error: unknown) => {
        if (isNotFound(error) || isConflict(error)) return;
        if (!(error instanceof KubeApiError)) throw error;
        failures.push(messageOf(error));
      });
    }
  }
}
