import {
  compareQuantities,
  formatQuantity,
  parseQuantity,
  quantityValue,
} from '@drillyard/kube-schema';
import type { Draft } from '../resource-strategy.js';

/** Labels of nodes that have other names now (upstream `pkg/api/node`). */
const deprecatedNodeLabels: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region':
    'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone':
    'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type':
    'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'node-role.kubernetes.io/master': 'use "node-role.kubernetes.io/control-plane" instead',
};
const deprecatedAnnotations: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod':
    'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls':
    'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls':
    'non-functional in v1.11+; use the "sysctls" field instead',
};
const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const seccompMessage = 'non-functional in v1.27+; use the "seccompProfile" field instead';

/**
 * Hints about a pod, or a template of pods at `parent` (such as `spec.template.`): upstream's
 * `warningsForPodSpecAndMeta`, as far as hand-written manifests come by them.
 */
export function podWarnings({ metadata = {}, spec = {} }: Draft, parent = ''): string[] {
  const annotations: Record<string, string> = metadata.annotations ?? {};
  const field = `${parent}spec`;
  const { nodeSelector = {}, securityContext, terminationGracePeriodSeconds = 0 } = spec;
  const constraints: Draft[] = spec.topologySpreadConstraints ?? [];
  const secrets: Draft[] = spec.imagePullSecrets ?? [];
  const graceField = `${field}.terminationGracePeriodSeconds`;
  return [
    ...Object.keys(nodeSelector).flatMap((label) => {
      const message = deprecatedNodeLabels[label];
      return message === undefined ? [] : [`${field}.nodeSelector[${label}]: ${message}`];
    }),
    ...constraints.flatMap(({ labelSelector }, index) => {
      const path = `${field}.topologySpreadConstraints[${index}].labelSelector`;
      return labelSelector ? [] : [`${path}: a null labelSelector results in matching no pod`];
    }),
    ...Object.keys(annotations).flatMap((key) => {
      const message = deprecatedAnnotations[key];
      return message === undefined ? [] : [`${parent}metadata.annotations[${key}]: ${message}`];
    }),
    ...secrets.flatMap(({ name = '' }, index) =>
      name === '' ? [`${field}.imagePullSecrets[${index}].name: invalid empty name ""`] : [],
    ),
    ...(seccompPod in annotations && !securityContext?.seccompProfile
      ? [`${parent}metadata.annotations[${seccompPod}]: ${seccompMessage}`]
      : []),
    ...containerWarnings(spec, annotations, parent),
    ...portWarnings(spec, field),
    ...(terminationGracePeriodSeconds < 0
      ? [`${graceField}: must be >= 0; negative values are invalid and will be treated as 1`]
      : []),
  ];
}

interface PlacedContainer {
  readonly container: Draft;
  readonly path: string;
}

/** In the order upstream visits them. */
function containersIn(spec: Draft, field: string): PlacedContainer[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    (spec[list] ?? []).map((container: Draft, index: number) => {
      return { container, path: `${field}.${list}[${index}]` };
    }),
  );
}

function containerWarnings(
  spec: Draft,
  annotations: Readonly<Record<string, string>>,
  parent: string,
): string[] {
  return containersIn(spec, `${parent}spec`).flatMap(({ container, path }) => {
    const key = `${seccompContainer}${container['name']}`;
    const hasProfile = container['securityContext']?.seccompProfile !== undefined;
    return [
      ...(key in annotations && !hasProfile
        ? [`${parent}metadata.annotations[${key}]: ${seccompMessage}`]
        : []),
      ...fractionWarnings(container['resources'] ?? {}, `${path}.resources`),
      ...hiddenVariables(container['env'] ?? [], `${path}.env`),
    ];
  });
}

function fractionWarnings(resources: Draft, field: string): string[] {
  return ['memory', 'ephemeral-storage'].flatMap((name) =>
    ['limits', 'requests'].flatMap((list) => {
      const text = resources[list]?.[name];
      if (text === undefined) return [];
      const quantity = parseQuantity(String(text));
      const whole = parseQuantity(String(quantityValue(quantity)));
      if (compareQuantities(quantity, whole) === 0) return [];
      const value = JSON.stringify(formatQuantity(quantity));
      return [
        `${field}.${list}[${name}]: fractional byte value ${value} is invalid, must be an integer`,
      ];
    }),
  );
}

function hiddenVariables(env: readonly Draft[], field: string): string[] {
  const names = new Set<string>();
  return env.flatMap(({ name, value = '', valueFrom }, index) => {
    const isFirst = !names.has(name);
    names.add(name);
    const reference = `$(${name})`;
    const keepsIt = value.includes(reference) && value !== reference;
    if (isFirst || (valueFrom === undefined && keepsIt)) return [];
    const shown = JSON.stringify(name);
    return [
      `${field}[${index}]: hides previous definition of ${shown}, which may be dropped when using apply`,
    ];
  });
}

interface PlacedPort {
  readonly port: Draft;
  readonly path: string;
}

function portWarnings(spec: Draft, field: string): string[] {
  const seen: PlacedPort[] = [];
  const ports = containersIn(spec, field).flatMap(({ container, path }): PlacedPort[] =>
    (container['ports'] ?? []).map((port: Draft, index: number) => {
      return { port, path: `${path}.ports[${index}]` };
    }),
  );
  const clashes = ports.flatMap((placed) => {
    const { port, path } = placed;
    const { name = '', hostPort = 0, containerPort, protocol, hostIP = '' } = port;
    const warnings: string[] = [];
    if (hostIP !== '' && hostPort === 0) {
      const shown = `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
      warnings.push(`${path}: hostIP set without hostPort: ${shown}`);
    }
    for (const other of seen) {
      const word = clashOf(port, other.port);
      if (word !== undefined) warnings.push(`${path}: ${word} port definition with ${other.path}`);
    }
    seen.push(placed);
    return warnings;
  });
  return [...clashes, ...sharedNames(ports)];
}

function clashOf(port: Draft, other: Draft): string | undefined {
  const isSame = ['containerPort', 'protocol'].every((name) => port[name] === other[name]);
  if (!isSame) return undefined;
  const [ip = '', otherIp = ''] = [port['hostIP'], other['hostIP']];
  const [host = 0, otherHost = 0] = [port['hostPort'], other['hostPort']];
  if (ip === otherIp && host === otherHost) return 'duplicate';
  if (host === 0 || otherHost === 0) return 'overlapping';
  const isEither = (ip === '') !== (otherIp === '');
  return host === otherHost && isEither ? 'dangerously ambiguous' : undefined;
}

function sharedNames(ports: readonly PlacedPort[]): string[] {
  const paths = new Map<string, string>();
  return ports.flatMap(({ port, path }) => {
    const name: string = port['name'] ?? '';
    const first = paths.get(name);
    if (name === '') return [];
    if (first === undefined) {
      paths.set(name, path);
      return [];
    }
    return [
      `${path}: duplicate port name ${JSON.stringify(name)} with ${first}, services and probes that select ports by name will use ${first}`,
    ];
  });
}
