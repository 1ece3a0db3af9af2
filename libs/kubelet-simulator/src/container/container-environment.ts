import type { ConfigMap, Secret, Service } from '../api/objects.js';
import type { Container, EnvVar, ObjectKeySelector, Pod } from '../api/pod.js';
import { expand } from './expand.js';
import { type PodPlace, podField } from './pod-field.js';
import { type Allocatable, resourceField } from './resource-field.js';
import { serviceEnvironment } from './service-environment.js';

/** Reads what a pod refers to. Undefined where it is not there; refusals are thrown with their text. */
export interface ReferencedObjects {
  configMap(namespace: string, name: string): Promise<ConfigMap | undefined>;
  secret(namespace: string, name: string): Promise<Secret | undefined>;
}

export interface EnvironmentInput {
  readonly pod: Pod;
  readonly container: Container;
  readonly place: PodPlace;
  readonly services: Iterable<Service>;
  readonly objects: ReferencedObjects;
  readonly allocatable: Allocatable;
}

/** The variables of a container; the error is the text of its `waiting` state (`makeEnvironmentVariables`). */
export async function containerEnvironment(input: EnvironmentInput): Promise<Map<string, string>> {
  const { pod, container, services } = input;
  const { namespace = '' } = pod.metadata;
  const ofServices = serviceEnvironment(services, namespace, pod.spec.enableServiceLinks !== false);
  const own = new Map<string, string>();
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const data = configMapRef
      ? await configMapData(input, configMapRef.name ?? '', configMapRef.optional)
      : await secretData(input, secretRef?.name ?? '', secretRef?.optional);
    for (const [key, value] of Object.entries(data ?? {})) own.set(prefix + key, value);
  }
  for (const variable of container.env ?? []) {
    const value = await variableValue(
      input,
      variable,
      (name) => own.get(name) ?? ofServices.get(name),
    );
    if (value !== undefined) own.set(variable.name, value);
  }
  return new Map([...ofServices, ...own]);
}

/** Undefined where the variable is left out: what it refers to is optional and not there. */
async function variableValue(
  input: EnvironmentInput,
  { value = '', valueFrom }: EnvVar,
  known: (name: string) => string | undefined,
): Promise<string | undefined> {
  if (value !== '' || valueFrom === undefined) return expand(value, known);
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  const { pod, container, place, allocatable } = input;
  if (fieldRef) return podField(pod, fieldRef.fieldPath, place);
  if (resourceFieldRef) return resourceField(pod, container, resourceFieldRef, allocatable);
  if (configMapKeyRef) {
    const { name = '', optional } = configMapKeyRef;
    const data = await configMapData(input, name, optional);
    return data && keyOf(data, configMapKeyRef, 'ConfigMap', pod);
  }
  if (secretKeyRef) {
    const { name = '', optional } = secretKeyRef;
    const data = await secretData(input, name, optional);
    return data && keyOf(data, secretKeyRef, 'Secret', pod);
  }
  return '';
}

type Data = Readonly<Record<string, string>>;

function keyOf(
  data: Data,
  { key, name, optional }: ObjectKeySelector,
  kind: string,
  { metadata }: Pod,
): string | undefined {
  const value = data[key];
  if (value !== undefined || optional === true) return value;
  throw new Error(`couldn't find key ${key} in ${kind} ${metadata.namespace}/${name}`);
}

async function configMapData(
  { objects, pod }: EnvironmentInput,
  name: string,
  optional = false,
): Promise<Data | undefined> {
  const found = await objects.configMap(pod.metadata.namespace ?? '', name);
  if (found !== undefined) return found.data ?? {};
  if (optional) return undefined;
  throw new Error(`configmap ${JSON.stringify(name)} not found`);
}

async function secretData(
  { objects, pod }: EnvironmentInput,
  name: string,
  optional = false,
): Promise<Data | undefined> {
  const found = await objects.secret(pod.metadata.namespace ?? '', name);
  if (found === undefined && optional) return undefined;
  if (found === undefined) throw new Error(`secret ${JSON.stringify(name)} not found`);
  const entries = Object.entries(found.data ?? {});
  return Object.fromEntries(
    entries.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
  );
}
