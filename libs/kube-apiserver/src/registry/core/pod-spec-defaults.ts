import type { Draft } from '../resource-strategy.js';

/** Mode of the files a volume makes where nothing is said: octal 0644. */
const fileModeDefault = 0o644;
const tokenExpirationSecondsDefault = 3_600;

/** Upstream's defaults of a pod's spec, wherever it stands (`pkg/apis/core/v1/defaults.go`). */
export function setPodSpecDefaults(spec: Draft): void {
  spec['dnsPolicy'] ||= 'ClusterFirst';
  spec['restartPolicy'] ||= 'Always';
  spec['securityContext'] ??= {};
  spec['terminationGracePeriodSeconds'] ??= 30;
  spec['schedulerName'] ||= 'default-scheduler';
  // The old name of the field is kept in step with the new one (`core/v1/conversion.go`).
  spec['serviceAccountName'] ||= spec['serviceAccount'];
  if (spec['serviceAccountName']) spec['serviceAccount'] = spec['serviceAccountName'];
  else delete spec['serviceAccountName'];
  for (const volume of spec['volumes'] ?? []) setVolumeDefaults(volume);
  for (const container of containersOf(spec)) setContainerDefaults(container);
}

/** The defaults of what makes pods: a template that is left out has them too. */
export function setPodTemplateDefaults(workload: Draft): void {
  workload['template'] ??= {};
  workload['template'].spec ??= {};
  setPodSpecDefaults(workload['template'].spec);
}

/** Init, regular and ephemeral containers. */
export function containersOf(spec: Draft): Draft[] {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = spec;
  return [...initContainers, ...containers, ...ephemeralContainers];
}

function setVolumeDefaults(volume: Draft): void {
  const source = Object.keys(volume).find((key) => key !== 'name');
  if (source === undefined) volume['emptyDir'] = {};
  for (const kind of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    if (volume[kind]) volume[kind].defaultMode ??= fileModeDefault;
  }
  if (volume['hostPath']) volume['hostPath'].type ??= '';
  if (volume['image']) volume['image'].pullPolicy ||= pullPolicy(volume['image'].reference ?? '');
  for (const { serviceAccountToken } of volume['projected']?.sources ?? []) {
    if (serviceAccountToken)
      serviceAccountToken.expirationSeconds ??= tokenExpirationSecondsDefault;
  }
  const sources: Draft[] = volume['projected']?.sources ?? [];
  const downward = [volume['downwardAPI'], ...sources.map((each) => each['downwardAPI'])];
  for (const { fieldRef } of downward.flatMap((each) => each?.items ?? [])) {
    if (fieldRef) fieldRef.apiVersion ||= 'v1';
  }
}

function setContainerDefaults(container: Draft): void {
  container['imagePullPolicy'] ||= pullPolicy(container['image'] ?? '');
  container['terminationMessagePath'] ||= '/dev/termination-log';
  container['terminationMessagePolicy'] ||= 'File';
  for (const port of container['ports'] ?? []) port.protocol ||= 'TCP';
  for (const { valueFrom } of container['env'] ?? []) {
    if (valueFrom?.fieldRef) valueFrom.fieldRef.apiVersion ||= 'v1';
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (container[name]) setProbeDefaults(container[name]);
  }
  const { postStart, preStop } = container['lifecycle'] ?? {};
  for (const handler of [postStart, preStop]) setHttpGetDefaults(handler?.httpGet);
}

function setProbeDefaults(probe: Draft): void {
  probe['timeoutSeconds'] ||= 1;
  probe['periodSeconds'] ||= 10;
  probe['successThreshold'] ||= 1;
  probe['failureThreshold'] ||= 3;
  setHttpGetDefaults(probe['httpGet']);
  if (probe['grpc']) probe['grpc'].service ??= '';
}

function setHttpGetDefaults(httpGet: Draft | undefined): void {
  if (httpGet === undefined) return;
  httpGet['path'] ||= '/';
  httpGet['scheme'] ||= 'HTTP';
}

/** The tag `latest`, said or meant, may move: it is looked up every time. */
function pullPolicy(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1);
  const isPinned = name.includes('@') || (name.includes(':') && !name.endsWith(':latest'));
  return isPinned ? 'IfNotPresent' : 'Always';
}
