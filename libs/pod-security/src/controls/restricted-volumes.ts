import type { Control, Forbidden } from '../control.js';
import type { Pod, Volume } from '../pod.js';
import { named, plural, quoted, sortedSet } from '../wording.js';
import { hostPathVolumes } from './host-path-volumes.js';

/**
 * Restricted, "Volume Types": pods mount what Kubernetes itself makes for them, claims, and what a
 * CSI driver provides. Storage of other kinds goes through a PersistentVolume.
 */
export const restrictedVolumes: Control = {
  id: 'restrictedVolumes',
  level: 'restricted',
  versions: [{ since: 0, check, overrides: [hostPathVolumes.id] }],
};

const allowedSources = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** In the order upstream looks for them. */
const forbiddenSources = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
];

function check({ spec }: Pod): Forbidden | undefined {
  const bad = (spec?.volumes ?? []).filter((volume) => !isAllowed(volume));
  if (bad.length === 0) return undefined;
  const names = bad.map(({ name = '' }) => name);
  const types = sortedSet(bad.map(sourceOf));
  const verb = names.length === 1 ? 'uses' : 'use';
  return {
    reason: 'restricted volume types',
    detail: `${named('volume', names)} ${verb} ${plural('restricted volume type', types.length)} ${quoted(types)}`,
  };
}

/** To the API a volume of which only the name is told is an emptyDir. */
function isAllowed({ name: _name, ...sources }: Volume): boolean {
  const isNameOnly = Object.values(sources).every((source) => !source);
  return isNameOnly || allowedSources.some((source) => sources[source]);
}

function sourceOf(volume: Volume): string {
  return forbiddenSources.find((source) => volume[source]) ?? 'unknown';
}
