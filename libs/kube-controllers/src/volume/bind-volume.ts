import { type ComponentClient, referenceTo } from '@drillyard/cluster';
import {
  type PersistentVolume,
  type PersistentVolumeClaim,
  persistentVolumeClaims,
  persistentVolumes,
} from '../api/volumes.js';

/** On a claim that has its volume. */
export const bindCompleted = 'pv.kubernetes.io/bind-completed';
const boundByController = 'pv.kubernetes.io/bound-by-controller';

/** Ties the two to each other: the volume first, so that nobody else takes it. */
export async function bindVolume(
  client: ComponentClient,
  claim: PersistentVolumeClaim,
  volume: PersistentVolume,
): Promise<void> {
  const claimRef = referenceTo(claim);
  const isPrebound = volume.spec.claimRef?.name !== undefined;
  const mark = { [boundByController]: 'yes' };
  const bound = await client.update(persistentVolumes, {
    ...volume,
    metadata: {
      ...volume.metadata,
      annotations: { ...volume.metadata.annotations, ...(isPrebound ? {} : mark) },
    },
    spec: { ...volume.spec, claimRef },
  });
  await client.update(persistentVolumes, { ...bound, status: { phase: 'Bound' } }, 'status');
  const isChosen = claim.spec.volumeName !== undefined && claim.spec.volumeName !== '';
  const taken = await client.update(persistentVolumeClaims, {
    ...claim,
    metadata: {
      ...claim.metadata,
      annotations: {
        ...claim.metadata.annotations,
        [bindCompleted]: 'yes',
        ...(isChosen ? {} : mark),
      },
    },
    spec: { ...claim.spec, volumeName: volume.metadata.name ?? '' },
  });
  const { accessModes = [], capacity = {} } = volume.spec;
  const status = { phase: 'Bound', accessModes, capacity };
  await client.update(persistentVolumeClaims, { ...taken, status }, 'status');
}
