import { type ComponentClient, timestamp } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import { type Namespace, namespaces } from '../api/namespaces.js';
import { type ContentsContext, type Running, startSync } from '../controller.js';
import { emptyNamespace } from './empty-namespace.js';
import { type NamespaceContent, namespaceConditions } from './namespace-conditions.js';
import { secondsUntilGone } from './seconds-until-gone.js';

/** What holds a namespace until it is empty. */
const finalizer = 'kubernetes';

/**
 * Empties namespaces that are being deleted, then lets them go (pkg/controller/namespace). What a
 * grace period or a finalizer holds back is waited for.
 */
export function startNamespaceController(context: ContentsContext): Running {
  const { client, clock, contents } = context;
  const informer = client.informer(namespaces);
  return startSync(
    context,
    async (name, queue) => {
      const namespace = informer.get('', name);
      if (namespace?.metadata.deletionTimestamp === undefined) return;
      if (!namespace.spec?.finalizers?.includes(finalizer)) return;
      const { pods, others, failures } = await emptyNamespace(context, namespace);
      const remaining = [...pods, ...others];
      // As upstream, which does not count what it has not come to while there are pods.
      const content = { remaining: others, failures };
      const isGone = remaining.length === 0 && failures.length === 0;
      // Of what goes at once nobody is told.
      const told =
        isGone && namespace.status?.conditions === undefined
          ? namespace
          : await tell(client, namespace, content, clock.now());
      if (failures.length > 0) throw notEmptied(name, failures);
      if (isGone) await finalize(client, told);
      // Elsewhere the deletion of the last object brings us back here.
      else if (contents.onRemoval === undefined) {
        const seconds = secondsUntilGone(remaining, namespace, clock.now());
        queue.addAfter(name, (Math.floor(seconds / 2) + 1) * 1_000);
      }
    },
    (queue) => [
      informer.subscribe(({ type, object: { metadata } }) => {
        if (type === 'DELETED' || metadata.deletionTimestamp === undefined) return;
        queue.add(metadata.name ?? '');
      }),
      contents.onRemoval?.((name) => {
        if (informer.get('', name)?.metadata.deletionTimestamp !== undefined) queue.add(name);
      }) ?? (() => undefined),
    ],
  );
}

/** Answers with the namespace as it is then. */
async function tell(
  client: ComponentClient,
  namespace: Namespace,
  content: NamespaceContent,
  now: Date,
): Promise<Namespace> {
  const before = namespace.status?.conditions ?? [];
  const conditions = namespaceConditions(content, before, timestamp(now));
  if (JSON.stringify(conditions) === JSON.stringify(before)) return namespace;
  const status = { ...namespace.status, conditions };
  return client.update(namespaces, { ...namespace, status }, 'status');
}

async function finalize(client: ComponentClient, namespace: Namespace): Promise<void> {
  const finalizers = namespace.spec?.finalizers?.filter((each) => each !== finalizer) ?? [];
  await client.update(namespaces, { ...namespace, spec: { finalizers } }, 'finalize');
}

function notEmptied(name: string, failures: readonly string[]): OperationalError {
  const message = `The content of namespace ${name} cannot be deleted: ${failures.join(', ')}`;
  return new OperationalError('NAMESPACE_NOT_EMPTIED', `${message}. It is tried again.`);
}
