import type { ConfigMap, Secret } from '../api/objects.js';
import { type Container, type Pod, podContainers } from '../api/pod.js';
import type { ReferencedObjects } from '../container/container-environment.js';
import { type PodPlace, podField } from '../container/pod-field.js';
import { type Allocatable, resourceField } from '../container/resource-field.js';
import type { ProjectedFile } from '../runtime/index.js';
import type {
  DataSource,
  DownwardApiItem,
  KeyToPath,
  Projection,
  TokenSource,
} from './volume-source.js';

export interface ProjectionInput {
  readonly pod: Pod;
  readonly place: PodPlace;
  readonly allocatable: Allocatable;
  readonly objects: ReferencedObjects;
  readonly token: (pod: Pod, source: TokenSource) => Promise<string>;
}

/** What one source puts into its folder; the error is the text of the FailedMount event. */
export async function projectedFiles(
  input: ProjectionInput,
  { configMap, secret, downwardAPI, serviceAccountToken }: Projection,
): Promise<ProjectedFile[]> {
  if (configMap) return filesOf(await configMapData(input, configMap), configMap, configMapKey);
  if (secret) return filesOf(await secretData(input, secret), secret, secretKey);
  if (downwardAPI) return (downwardAPI.items ?? []).map((item) => downwardFile(input, item));
  if (serviceAccountToken === undefined) return [];
  const token = await input.token(input.pod, serviceAccountToken);
  return [
    { path: serviceAccountToken.path, content: Buffer.from(token), ...tokenOwner(input.pod) },
  ];
}

/**
 * With a group that owns the pod's files, or one user for all of its containers, a token is theirs
 * alone; else it is as readable as its volume (volume/projected `collectData`).
 */
function tokenOwner(pod: Pod): { readonly mode?: number; readonly uid?: number } {
  const { securityContext = {} } = pod.spec;
  const users = podContainers(pod).map(
    (container) => container.securityContext?.runAsUser ?? securityContext.runAsUser,
  );
  const [uid] = users;
  const isShared = uid !== undefined && users.every((user) => user === uid);
  const hasGroup = securityContext.fsGroup !== undefined;
  if (!isShared) return hasGroup ? { mode: 0o640 } : {};
  return { mode: hasGroup ? 0o640 : 0o600, uid };
}

type Data = ReadonlyMap<string, Uint8Array>;

async function configMapData(input: ProjectionInput, source: DataSource): Promise<Data> {
  const { namespace = '' } = input.pod.metadata;
  const { name = '', optional = false } = source;
  const found = await input.objects.configMap(namespace, name);
  if (found === undefined && !optional) {
    throw new Error(`configmap ${JSON.stringify(name)} not found`);
  }
  return bytesOf(found);
}

async function secretData(input: ProjectionInput, source: DataSource): Promise<Data> {
  const { namespace = '' } = input.pod.metadata;
  const { name = '', optional = false } = source;
  const found = await input.objects.secret(namespace, name);
  if (found === undefined && !optional) throw new Error(`secret ${JSON.stringify(name)} not found`);
  return decoded(found);
}

function bytesOf({ data = {}, binaryData = {} }: Partial<ConfigMap> = {}): Data {
  const texts = Object.entries(data).map(([key, text]): [string, Uint8Array] => [
    key,
    Buffer.from(text),
  ]);
  return new Map([...texts, ...Object.entries(binaryData).map(fromBase64)]);
}

function decoded({ data = {} }: Partial<Secret> = {}): Data {
  return new Map(Object.entries(data).map(fromBase64));
}

function fromBase64([key, text]: [string, string]): [string, Uint8Array] {
  return [key, Buffer.from(text, 'base64')];
}

const configMapKey = 'configmap references non-existent config key';
const secretKey = 'references non-existent secret key';

function filesOf(
  data: Data,
  { items = [], optional }: DataSource,
  missing: string,
): ProjectedFile[] {
  if (items.length === 0) return [...data].map(([path, content]) => ({ path, content }));
  return items.flatMap(({ key, path, mode }: KeyToPath): ProjectedFile[] => {
    const content = data.get(key);
    if (content !== undefined) return [{ path, content, ...(mode !== undefined && { mode }) }];
    if (optional === true) return [];
    throw new Error(`${missing}: ${key}`);
  });
}

function downwardFile(input: ProjectionInput, item: DownwardApiItem): ProjectedFile {
  const { pod, place, allocatable } = input;
  const { path, fieldRef, resourceFieldRef, mode } = item;
  // Validation sees to it that a container is named where there are several.
  const [container] = pod.spec.containers as readonly [Container];
  const text = resourceFieldRef
    ? resourceField(pod, container, resourceFieldRef, allocatable)
    : podField(pod, fieldRef?.fieldPath ?? '', place);
  return { path, content: Buffer.from(text), ...(mode !== undefined && { mode }) };
}
