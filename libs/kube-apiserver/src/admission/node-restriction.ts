import { isDeepStrictEqual } from 'node:util';
import type { Authorizer } from '../authorization/authorizer.js';
import { nodeNameOf } from '../authorization/node-identity.js';
import {
  asSigningRequest,
  parseRequest,
  signerNames,
} from '../registry/certificates/certificate-signing-request.js';
import type { Draft } from '../registry/resource-strategy.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes, AdmissionPlugin } from './admission-plugin.js';
import { forbiddenNodeLabels } from './node-labels.js';
import { admitPod } from './node-restriction-pods.js';
import { admitTokenRequest } from './node-restriction-tokens.js';
import { admissionForbidden } from './pod-under-admission.js';

/**
 * Keeps kubelets to their own node: what the Node authorizer cannot see, for it is in the body
 * (upstream `plugin/pkg/admission/noderestriction`).
 */
export class NodeRestriction implements AdmissionPlugin {
  readonly name = 'NodeRestriction';

  constructor(
    private readonly reader: ObjectReader,
    private readonly authorizer: Authorizer,
  ) {}

  async admit(attributes: AdmissionAttributes): Promise<void> {
    const { user, resource, group, operation } = attributes;
    const nodeName = nodeNameOf(user);
    if (nodeName === undefined || operation === 'CONNECT') return;
    if (nodeName === '') {
      throw admissionForbidden(attributes, `could not determine node from user "${user.name}"`);
    }
    switch (group === '' ? resource : `${resource}.${group}`) {
      case 'pods':
        return admitPod(nodeName, attributes, this.reader);
      case 'serviceaccounts':
        return admitTokenRequest(nodeName, attributes, this.reader, this.authorizer);
      default: {
        const why = mistakes[group === '' ? resource : `${resource}.${group}`];
        const mistake = why?.(nodeName, attributes);
        if (mistake !== undefined) throw admissionForbidden(attributes, mistake);
      }
    }
  }
}

type Mistake = (nodeName: string, attributes: AdmissionAttributes) => string | undefined;

/** Why a node may not do what it asks for, by resource; undefined where it may. */
const mistakes: Readonly<Record<string, Mistake>> = {
  nodes: nodeMistake,
  persistentvolumeclaims: claimMistake,
  'leases.coordination.k8s.io': (nodeName, { namespace, name }) => {
    if (namespace !== 'kube-node-lease') {
      return 'can only access leases in the "kube-node-lease" system namespace';
    }
    if (name === nodeName) return undefined;
    return 'can only access node lease with the same name as the requesting node';
  },
  'csinodes.storage.k8s.io': (nodeName, { name }) =>
    name === nodeName
      ? undefined
      : 'can only access CSINode with the same name as the requesting node',
  'resourceslices.resource.k8s.io': (nodeName, { operation, object, oldObject }) => {
    if (operation !== 'CREATE' && operation !== 'DELETE') return undefined;
    const slice: Draft | undefined = operation === 'CREATE' ? object : oldObject;
    if (slice?.['spec']?.nodeName === nodeName) return undefined;
    return `can only ${operation.toLowerCase()} ResourceSlice with the same NodeName as the requesting node`;
  },
  'certificatesigningrequests.certificates.k8s.io': signingRequestMistake,
};

function nodeMistake(
  nodeName: string,
  { operation, name, object, oldObject }: AdmissionAttributes,
): string | undefined {
  if (name !== nodeName) return `node "${nodeName}" is not allowed to modify node "${name}"`;
  const node: Draft = object ?? {};
  const labels = node['metadata']?.labels;
  const configSource = node['spec']?.configSource;
  if (operation === 'CREATE') {
    if (configSource) {
      return `node "${nodeName}" is not allowed to create pods with a non-nil configSource`;
    }
    const forbidden = forbiddenNodeLabels(labels);
    if (forbidden.length === 0) return undefined;
    return `node "${nodeName}" is not allowed to set the following labels: ${forbidden.join(', ')}`;
  }
  if (operation !== 'UPDATE') return undefined;
  const old: Draft = oldObject ?? {};
  if (configSource && !isDeepStrictEqual(configSource, old['spec']?.configSource)) {
    return `node "${nodeName}" is not allowed to update configSource to a new non-nil configSource`;
  }
  if (!isDeepStrictEqual(node['spec']?.taints ?? [], old['spec']?.taints ?? [])) {
    return `node "${nodeName}" is not allowed to modify taints`;
  }
  const owners = (of: Draft) => of['metadata'].ownerReferences ?? [];
  if (!isDeepStrictEqual(owners(node), owners(old))) {
    return `node "${nodeName}" is not allowed to modify ownerReferences`;
  }
  const forbidden = forbiddenNodeLabels(labels, old['metadata'].labels);
  if (forbidden.length === 0) return undefined;
  return `is not allowed to modify labels: ${forbidden.join(', ')}`;
}

function claimMistake(
  nodeName: string,
  { operation, subresource, object, oldObject }: AdmissionAttributes,
): string | undefined {
  if (subresource !== 'status') return 'may only update PVC status';
  if (operation !== 'UPDATE') return `unexpected operation "${operation}"`;
  if (isDeepStrictEqual(withoutNodeFields(object), withoutNodeFields(oldObject))) return undefined;
  return `node "${nodeName}" is not allowed to update fields other than status.quantity and status.conditions`;
}

/** A claim without what a node may change of it. */
function withoutNodeFields(claim: Draft = {}): Draft {
  const { metadata = {}, status = {}, ...rest } = claim;
  const { resourceVersion: _version, managedFields: _managed, ...ownMetadata } = metadata;
  const {
    capacity: _capacity,
    conditions: _conditions,
    allocatedResources: _resources,
    allocatedResourceStatuses: _statuses,
    ...ownStatus
  } = status;
  return { ...rest, metadata: ownMetadata, status: ownStatus };
}

function signingRequestMistake(
  nodeName: string,
  { operation, object }: AdmissionAttributes,
): string | undefined {
  if (operation !== 'CREATE' || object === undefined) return undefined;
  const request = asSigningRequest(object);
  const isKubelets = [signerNames.kubeletServing, signerNames.kubeApiserverClientKubelet].some(
    (name) => name === request.spec.signerName,
  );
  if (!isKubelets) return undefined;
  try {
    const { commonName } = parseRequest(request).subject;
    if (commonName === `system:node:${nodeName}`) return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `unable to parse csr: ${error.message}`;
  }
  return `can only create a node CSR with CN=system:node:${nodeName}`;
}
