import { isDeepStrictEqual } from 'node:util';
import { splitKey } from '@drillyard/cluster';
import { type Pod, pods } from '../api/core.js';
import {
  type EndpointAddress,
  type EndpointPort,
  type EndpointSubset,
  type Endpoints,
  endpoints,
  type Service,
  services,
} from '../api/services.js';
import { isNamespaceTerminating, isNotFound } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';
import { isPodReady } from '../pod-status.js';
import { followServices } from './follow-services.js';
import {
  addressesOf,
  belongsToEndpoints,
  findPort,
  hasHostname,
  lastChangeTriggerTime,
  selectedBy,
  triggerTime,
} from './service-pods.js';

const managedBy = 'endpoints.kubernetes.io/managed-by';
const headless = 'service.kubernetes.io/headless';
/** More addresses than this are left out, and the object says so. */
const addressesMax = 1_000;

/** Writes the retired Endpoints of each Service with a selector (pkg/controller/endpoint). */
export function startEndpointsController(context: ControllerContext): Running {
  const { client } = context;
  const serviceInformer = client.informer(services);
  const podInformer = client.informer(pods);
  const informer = client.informer(endpoints);
  const remove = async (namespace: string, name: string) => {
    const current = informer.get(namespace, name);
    if (current?.metadata.labels?.[managedBy] === undefined) return;
    await client.delete(endpoints, { namespace, name }).catch((error) => {
      if (!isNotFound(error)) throw error;
    });
  };
  return startSync(
    context,
    async (key) => {
      const { namespace, name } = splitKey(key);
      const service = serviceInformer.get(namespace, name);
      if (service === undefined) return remove(namespace, name);
      if (service.spec.type === 'ExternalName' || service.spec.selector === undefined) return;
      const chosen = [...podInformer.list(namespace)].filter((pod) => selectedBy(service, pod));
      const wanted = endpointsOf(service, chosen);
      const current = informer.get(namespace, name);
      if (current !== undefined && isSame(current, wanted)) return;
      try {
        if (current === undefined) await client.create(endpoints, wanted);
        else await client.update(endpoints, { ...current, ...merged(current, wanted) });
      } catch (error) {
        if (!isNamespaceTerminating(error)) throw error;
      }
    },
    (queue) => followServices(client, queue),
  );
}

function isSame(current: Endpoints, wanted: Endpoints): boolean {
  return (
    isDeepStrictEqual(current.subsets ?? [], wanted.subsets ?? []) &&
    isDeepStrictEqual(current.metadata.labels, wanted.metadata.labels)
  );
}

function merged(current: Endpoints, { metadata, subsets = [] }: Endpoints): Partial<Endpoints> {
  const annotations = { ...current.metadata.annotations, ...metadata.annotations };
  const { labels = {} } = metadata;
  return { metadata: { ...current.metadata, labels, annotations }, subsets };
}

function endpointsOf(service: Service, chosen: readonly Pod[]): Endpoints {
  const { name = '', namespace = '', labels = {} } = service.metadata;
  const isHeadless = service.spec.clusterIP === 'None';
  const trigger = triggerTime(service, chosen);
  const subsets = subsetsOf(service, chosen);
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name,
      namespace,
      labels: {
        ...labels,
        ...(isHeadless ? { [headless]: '' } : {}),
        [managedBy]: 'endpoint-controller',
      },
      ...(trigger === undefined ? {} : { annotations: { [lastChangeTriggerTime]: trigger } }),
    },
    ...(subsets.length === 0 ? {} : { subsets }),
  };
}

/** Addresses with the same ports stand together, sorted as upstream's `RepackSubsets` has them. */
function subsetsOf(service: Service, chosen: readonly Pod[]): readonly EndpointSubset[] {
  const { publishNotReadyAddresses = false, ports = [], clusterIP } = service.spec;
  const byPorts = new Map<string, Required<EndpointSubset>>();
  const isEmptyAllowed = ports.length === 0 && clusterIP === 'None';
  let count = 0;
  for (const pod of [...chosen].sort(byAddress)) {
    if (!belongsToEndpoints(pod, publishNotReadyAddresses) || count >= addressesMax) continue;
    const own = portsOf(pod, service);
    if (own.length === 0 && !isEmptyAllowed) continue;
    count++;
    const key = JSON.stringify(own);
    const subset = byPorts.get(key) ?? { addresses: [], notReadyAddresses: [], ports: own };
    const list = publishNotReadyAddresses || isPodReady(pod) ? 'addresses' : 'notReadyAddresses';
    byPorts.set(key, { ...subset, [list]: [...subset[list], addressOf(pod, service)] });
  }
  return [...byPorts.values()].map(({ addresses, notReadyAddresses, ports: own }) => ({
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses }),
    ...(own.length === 0 ? {} : { ports: own }),
  }));
}

function byAddress(a: Pod, b: Pod): number {
  const text = (pod: Pod) => `${addressesOf(pod)[0] ?? ''}/${pod.metadata.uid ?? ''}`;
  return text(a) < text(b) ? -1 : 1;
}

function portsOf(pod: Pod, { spec }: Service): readonly EndpointPort[] {
  return (spec.ports ?? []).flatMap((servicePort) => {
    const port = findPort(pod, servicePort);
    if (port === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = servicePort;
    const known = { ...(name === '' ? {} : { name }), port, protocol };
    return [{ ...known, ...(appProtocol === undefined ? {} : { appProtocol }) }];
  });
}

function addressOf(pod: Pod, service: Service): EndpointAddress {
  const { namespace = '', name = '', uid = '' } = pod.metadata;
  const { nodeName, hostname } = pod.spec;
  return {
    ip: addressesOf(pod)[0] ?? '',
    ...(hasHostname(pod, service) && hostname ? { hostname } : {}),
    ...(nodeName ? { nodeName } : {}),
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}
