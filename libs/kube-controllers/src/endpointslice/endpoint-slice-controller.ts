import { isDeepStrictEqual } from 'node:util';
import { type ObjectIndex, splitKey } from '@drillyard/cluster';
import { type Node, nodes, type Pod, pods } from '../api/core.js';
import {
  type Endpoint,
  type EndpointPort,
  type EndpointSlice,
  endpointSlices,
  type Service,
  services,
} from '../api/services.js';
import { isNamespaceTerminating } from '../api-errors.js';
import { nameOf } from '../claim-objects.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';
import { newControllerRef } from '../controller-ref.js';
import { followServices } from '../endpoint/follow-services.js';
import {
  addressesOf,
  belongsToEndpoints,
  findPort,
  hasHostname,
  lastChangeTriggerTime,
  selectedBy,
  triggerTime,
} from '../endpoint/service-pods.js';
import { isPodReady } from '../pod-status.js';

const serviceName = 'kubernetes.io/service-name';
const managedBy = 'endpointslice.kubernetes.io/managed-by';
const headless = 'service.kubernetes.io/headless';
const zone = 'topology.kubernetes.io/zone';
const controllerName = 'endpointslice-controller.k8s.io';
/** Endpoints of one slice; what is more goes to another (`--max-endpoints-per-slice`). */
const endpointsPerSliceMax = 100;

const byService: ObjectIndex<EndpointSlice> = {
  name: 'service',
  values: ({ metadata }) => {
    const { labels = {}, namespace } = metadata;
    return labels[managedBy] === controllerName ? [`${namespace}/${labels[serviceName]}`] : [];
  },
};

/** What of a slice is decided here; the rest is metadata. */
type Content = Pick<EndpointSlice, 'addressType' | 'endpoints' | 'ports'>;

/** Writes where the pods of each Service are (pkg/controller/endpointslice). */
export function startEndpointSliceController(context: ControllerContext): Running {
  const { client } = context;
  const serviceInformer = client.informer(services);
  const podInformer = client.informer(pods);
  const nodeInformer = client.informer(nodes);
  const slices = client.informer(endpointSlices);
  return startSync(
    context,
    async (key) => {
      const { namespace, name } = splitKey(key);
      const service = serviceInformer.get(namespace, name);
      // Slices of a Service that is gone go with it: it owns them.
      if (service === undefined || service.metadata.deletionTimestamp !== undefined) return;
      if (service.spec.type === 'ExternalName' || service.spec.selector === undefined) return;
      const chosen = [...podInformer.list(namespace)].filter((pod) => selectedBy(service, pod));
      const nodeOf = (pod: Pod) => nodeInformer.get('', pod.spec.nodeName ?? '');
      const wanted = contentsOf(service, chosen, nodeOf);
      try {
        await reconcile(
          service,
          wanted,
          triggerTime(service, chosen),
          slices.byIndex(byService, key),
        );
      } catch (error) {
        if (!isNamespaceTerminating(error)) throw error;
      }
    },
    (queue) => [
      ...followServices(client, queue),
      slices.subscribe((event) => {
        if (event.type !== 'DELETED') return;
        for (const key of byService.values(event.object)) queue.add(key);
      }),
    ],
  );

  /** A slice is taken for the contents whose type and ports it has; the others are made or go. */
  async function reconcile(
    service: Service,
    wanted: readonly Content[],
    trigger: string | undefined,
    existing: readonly EndpointSlice[],
  ): Promise<void> {
    const free = new Set(existing);
    const missing: Content[] = [];
    const changed: { slice: EndpointSlice; content: Content }[] = [];
    for (const content of wanted) {
      const fits = (slice: EndpointSlice) =>
        slice.addressType === content.addressType &&
        (isDeepStrictEqual(slice.ports ?? [], content.ports ?? []) || wanted.length === 1);
      const slice = [...free].find(fits);
      if (slice === undefined) missing.push(content);
      else {
        free.delete(slice);
        changed.push({ slice, content });
      }
    }
    for (const { slice, content } of changed) {
      const next = sliceOf(service, content, trigger);
      if (isSame(slice, next)) continue;
      const metadata = {
        ...slice.metadata,
        ...(next.metadata.labels && { labels: next.metadata.labels }),
        annotations: { ...slice.metadata.annotations, ...next.metadata.annotations },
      };
      await client.update(endpointSlices, { ...slice, ...content, metadata });
    }
    for (const content of missing) {
      await client.create(endpointSlices, sliceOf(service, content, trigger));
    }
    for (const slice of free) await client.delete(endpointSlices, nameOf(slice));
  }
}

function isSame(slice: EndpointSlice, next: EndpointSlice): boolean {
  return (
    isDeepStrictEqual(slice.endpoints ?? [], next.endpoints ?? []) &&
    isDeepStrictEqual(slice.ports ?? [], next.ports ?? []) &&
    isDeepStrictEqual(slice.metadata.labels, next.metadata.labels)
  );
}

function sliceOf(service: Service, content: Content, trigger: string | undefined): EndpointSlice {
  const { name = '', namespace = '', labels = {} } = service.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: {
        ...labels,
        [managedBy]: controllerName,
        [serviceName]: name,
        ...(service.spec.clusterIP === 'None' ? { [headless]: '' } : {}),
      },
      ...(trigger === undefined ? {} : { annotations: { [lastChangeTriggerTime]: trigger } }),
      ownerReferences: [newControllerRef(service, services)],
    },
    ...content,
  };
}

/** One content for each family and set of ports, and an empty one where there is no pod. */
function contentsOf(
  service: Service,
  chosen: readonly Pod[],
  nodeOf: (pod: Pod) => Node | undefined,
): readonly Content[] {
  const { ipFamilies = ['IPv4'] } = service.spec;
  const reachable = chosen.filter((pod) => belongsToEndpoints(pod, true));
  return ipFamilies.flatMap((addressType): readonly Content[] => {
    const groups = new Map<string, { ports: readonly EndpointPort[]; endpoints: Endpoint[] }>();
    for (const pod of reachable) {
      const addresses = addressesOf(pod).filter(
        (ip) => ip.includes(':') === (addressType === 'IPv6'),
      );
      if (addresses.length === 0) continue;
      const ports = portsOf(pod, service);
      const key = JSON.stringify(ports);
      const group = groups.get(key) ?? { ports, endpoints: [] };
      group.endpoints.push(endpointOf(pod, service, addresses, nodeOf(pod)));
      groups.set(key, group);
    }
    if (groups.size === 0) return [{ addressType, endpoints: null, ports: null }];
    return [...groups.values()].flatMap(({ ports, endpoints }) =>
      chunks(endpoints).map((part) => ({ addressType, endpoints: part, ports })),
    );
  });
}

function chunks(endpoints: readonly Endpoint[]): readonly (readonly Endpoint[])[] {
  const parts: (readonly Endpoint[])[] = [];
  for (let start = 0; start < endpoints.length; start += endpointsPerSliceMax) {
    parts.push(endpoints.slice(start, start + endpointsPerSliceMax));
  }
  return parts;
}

function portsOf(pod: Pod, { spec }: Service): readonly EndpointPort[] {
  return (spec.ports ?? []).flatMap((servicePort) => {
    const port = findPort(pod, servicePort);
    if (port === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = servicePort;
    return [{ name, port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) }];
  });
}

function endpointOf(
  pod: Pod,
  service: Service,
  addresses: readonly string[],
  node: Node | undefined,
): Endpoint {
  const { namespace = '', name = '', uid = '', deletionTimestamp } = pod.metadata;
  const { hostname, nodeName } = pod.spec;
  const serving = isPodReady(pod);
  const terminating = deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const nodeZone = node?.metadata.labels?.[zone];
  return {
    addresses: addresses.slice(0, 1),
    conditions: { ready, serving, terminating },
    ...(hasHostname(pod, service) && hostname ? { hostname } : {}),
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(nodeName ? { nodeName } : {}),
    ...(nodeZone ? { zone: nodeZone } : {}),
  };
}
