import { type ComponentClient, keyOf, type WorkQueue } from '@drillyard/cluster';
import { pods } from '../api/core.js';
import { services } from '../api/services.js';
import { selectedBy } from './service-pods.js';

/** Wakes a Service that changes, and those whose pods do. */
export function followServices(client: ComponentClient, queue: WorkQueue): readonly (() => void)[] {
  const informer = client.informer(services);
  return [
    informer.subscribe(({ object }) => queue.add(keyOf(object))),
    client.informer(pods).subscribe((event) => {
      const seen = event.type === 'MODIFIED' ? [event.object, event.previous] : [event.object];
      for (const service of informer.list(event.object.metadata.namespace)) {
        if (seen.some((pod) => selectedBy(service, pod))) queue.add(keyOf(service));
      }
    }),
  ];
}
