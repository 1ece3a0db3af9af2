import type { KubeObject } from '@drillyard/kube-objects';
import { mirrorPodAnnotation } from '../authorization/node-relations.js';
import { generateName } from '../registry/generic/name-generator.js';
import type { Draft } from '../registry/resource-strategy.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes, AdmissionPlugin } from './admission-plugin.js';
import { admissionForbidden, createdPodSpec } from './pod-under-admission.js';

const serviceAccounts = { group: '', resource: 'serviceaccounts' };
/** Where containers find their token (upstream's `DefaultAPITokenMountPath`). */
const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
/** An hour and seven seconds: by this number upstream tells its own volumes from others'. */
const tokenExpirationSeconds = 3_607;
const volumeNamePrefix = 'kube-api-access-';

/**
 * Every pod runs as a service account, with a token of it unless somebody said no (upstream
 * `plugin/pkg/admission/serviceaccount`).
 */
export class ServiceAccount implements AdmissionPlugin {
  readonly name = 'ServiceAccount';

  constructor(private readonly reader: ObjectReader) {}

  admit(attributes: AdmissionAttributes): void {
    const spec = createdPodSpec(attributes);
    const isMirror = attributes.object?.metadata.annotations?.[mirrorPodAnnotation] !== undefined;
    // The node runs a mirror pod as it is, whatever the API makes of it.
    if (spec === undefined || isMirror) return;
    spec['serviceAccountName'] ||= 'default';
    const name: string = spec['serviceAccountName'];
    spec['serviceAccount'] = name;
    const account = this.reader.get(serviceAccounts, attributes.namespace, name);
    if (account === undefined) {
      const why = `error looking up service account ${attributes.namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`;
      throw admissionForbidden(attributes, why);
    }
    if (mountsToken(spec, account)) mountToken(spec);
    if ((spec['imagePullSecrets'] ?? []).length === 0 && account['imagePullSecrets']) {
      spec['imagePullSecrets'] = structuredClone(account['imagePullSecrets']);
    }
  }
}

/** The pod's word counts before the account's. */
function mountsToken(spec: Draft, account: KubeObject): boolean {
  const own: boolean | undefined = spec['automountServiceAccountToken'];
  return own ?? account['automountServiceAccountToken'] !== false;
}

function mountToken(spec: Draft): void {
  const volumes: Draft[] = spec['volumes'] ?? [];
  const present = volumes.find(({ name }) => name.startsWith(volumeNamePrefix));
  const name: string = present?.['name'] ?? generateName(volumeNamePrefix);
  let isMounted = false;
  for (const container of [...(spec['initContainers'] ?? []), ...(spec['containers'] ?? [])]) {
    const mounts: Draft[] = container.volumeMounts ?? [];
    if (mounts.some((mount) => mount['mountPath'] === mountPath)) continue;
    container.volumeMounts = [...mounts, { name, readOnly: true, mountPath }];
    isMounted = true;
  }
  if (isMounted && present === undefined) spec['volumes'] = [...volumes, tokenVolume(name)];
}

function tokenVolume(name: string): Draft {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: tokenExpirationSeconds, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [
              {
                path: 'namespace',
                fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
              },
            ],
          },
        },
      ],
      defaultMode: 0o644,
    },
  };
}
