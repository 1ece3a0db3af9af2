import { type ComponentClient, type EventRecorder, keyOf, splitKey } from '@drillyard/cluster';
import {
  type PersistentVolume,
  type PersistentVolumeClaim,
  persistentVolumeClaims,
  persistentVolumes,
  storageClasses,
} from '../api/volumes.js';
import { isConflict, isNotFound } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';
import { bindCompleted, bindVolume } from './bind-volume.js';
import { findVolume } from './find-volume.js';

/** Keys of volumes among those of claims, which have a namespace. */
const volumePrefix = 'volume:';

/**
 * Binds claims to volumes that are there (pkg/controller/volume/persistentvolume). Volumes are not
 * provisioned: a class with a provisioner waits for whoever plays it.
 */
export function startPersistentVolumeController(context: ControllerContext): Running {
  const { client } = context;
  const claims = client.informer(persistentVolumeClaims);
  const volumes = client.informer(persistentVolumes);
  const recorder = context.recorder('persistentvolume-controller');

  const syncVolume = async (volume: PersistentVolume) => {
    const { claimRef } = volume.spec;
    const claim = claimRef && claims.get(claimRef.namespace ?? '', claimRef.name ?? '');
    const isLost = claimRef?.uid !== undefined && claim?.metadata.uid !== claimRef.uid;
    const phase = isLost ? 'Released' : claimRef?.uid === undefined ? 'Available' : 'Bound';
    if (volume.status?.phase === phase) return;
    await client.update(
      persistentVolumes,
      { ...volume, status: { ...volume.status, phase } },
      'status',
    );
  };

  return startSync(
    context,
    async (key) => {
      try {
        if (key.startsWith(volumePrefix)) {
          const volume = volumes.get('', key.slice(volumePrefix.length));
          if (volume !== undefined) await syncVolume(volume);
          return;
        }
        const { namespace, name } = splitKey(key);
        const claim = claims.get(namespace, name);
        if (claim !== undefined) await syncClaim({ client, recorder }, claim);
      } catch (error) {
        // Whoever came first is seen in a moment, and the key comes again with it.
        if (!isNotFound(error) && !isConflict(error)) throw error;
      }
    },
    (queue) => [
      claims.subscribe(({ type, object }) => {
        if (type !== 'DELETED') queue.add(keyOf(object));
        const { volumeName } = object.spec;
        if (volumeName) queue.add(volumePrefix + volumeName);
      }),
      volumes.subscribe(({ type, object }) => {
        if (type === 'DELETED') return;
        queue.add(volumePrefix + (object.metadata.name ?? ''));
        if (object.spec.claimRef?.uid !== undefined) return;
        for (const claim of claims.list()) {
          if (claim.metadata.annotations?.[bindCompleted] === undefined) queue.add(keyOf(claim));
        }
      }),
    ],
  );
}

/** Binds a claim, or says what it waits for. */
async function syncClaim(
  { client, recorder }: { client: ComponentClient; recorder: EventRecorder },
  claim: PersistentVolumeClaim,
): Promise<void> {
  if (claim.metadata.deletionTimestamp !== undefined) return;
  if (claim.metadata.annotations?.[bindCompleted] !== undefined) return;
  const className = claim.spec.storageClassName ?? '';
  const found = findVolume(claim, client.informer(persistentVolumes).list());
  if (found !== undefined) return bindVolume(client, claim, found);
  if (claim.spec.volumeName) return;
  const tell = (reason: string, message: string) =>
    recorder.event(claim, 'Normal', reason, message);
  const storageClass = client.informer(storageClasses).get('', className);
  if (className === '') {
    const why = 'no persistent volumes available for this claim and no storage class is set';
    tell('FailedBinding', why);
  } else if (storageClass?.volumeBindingMode === 'WaitForFirstConsumer') {
    const why = 'waiting for first consumer to be created before binding';
    tell('WaitForFirstConsumer', why);
  } else if (storageClass === undefined) {
    const why = `storageclass.storage.k8s.io "${className}" not found`;
    recorder.event(claim, 'Warning', 'ProvisioningFailed', why);
  } else {
    const why = `Waiting for a volume to be created either by the external provisioner '${storageClass.provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
    tell('ExternalProvisioning', why);
  }
}
