import type { KubeObject } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import { CustomResource } from '../../apiextensions/serving/custom-resource.js';
import { readScale, setReplicas } from '../../apiextensions/serving/custom-resource-scale.js';
import {
  type OwnerEntries,
  toParentManagedFields,
  toScaleManagedFields,
} from '../../managed-fields/scale-handler.js';
import { entriesOf, fieldManagerOf, trackFields } from '../../managed-fields/track-fields.js';
import { labelSelectorText } from '../../printers/cells.js';
import { invalidValue } from '../../registry/field-error.js';
import { parseResourceVersion } from '../../registry/generic/parse-resource-version.js';
import { updateObject } from '../../registry/generic/update-object.js';
import type { Draft } from '../../registry/resource-strategy.js';
import { conflict, invalid, optimisticLockMessage } from '../../status-error.js';
import { applyPatch } from '../apply-patch.js';
import { decodeApplied } from '../decode-applied.js';
import { decodeObject } from '../decode-object.js';
import { negotiateOutput, type OutputMediaType, offers } from '../media-type.js';
import { readBody } from '../request-body.js';
import { type RequestScope, requestContext } from '../request-scope.js';
import { writeObject } from '../response-writer.js';
import { transformObject } from '../transform-object.js';
import { readWriteOptions } from '../write-options.js';
import { applyContext, mergeApplied } from './apply.js';
import { isApplyPatch, readPatchType } from './patch.js';

const scaleKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

/** GET of the autoscaling/v1 Scale of a workload. */
export async function getScale(scope: RequestScope): Promise<void> {
  const { exchange, store } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.object);
  const { namespace, name } = exchange.requestInfo;
  await answerScale(scope, scaleOf(store.get(namespace, name), scope.resource), output);
}

/** PUT of a Scale: only `spec.replicas` counts. */
export async function updateScale(scope: RequestScope): Promise<void> {
  const { exchange } = scope;
  const body = await readBody(exchange);
  const { dryRun, fieldValidation } = readWriteOptions(exchange, 'UpdateOptions');
  const sent = await decodeObject(exchange, body, scaleKind, fieldValidation);
  await writeScale(scope, dryRun, (current) => tracked(scope, current, structuredClone(sent)));
}

/** PATCH of a Scale. */
export async function patchScale(scope: RequestScope): Promise<void> {
  const { exchange } = scope;
  if (isApplyPatch(exchange.header('content-type'))) return applyScale(scope);
  const type = readPatchType(exchange.header('content-type'));
  const body = await readBody(exchange);
  const { dryRun, fieldValidation } = readWriteOptions(exchange, 'PatchOptions');
  exchange.audit.logRequestPatch(() => JSON.parse(body.toString('utf8')));
  const patch = { exchange, type, body, kind: scaleKind, fieldValidation };
  await writeScale(scope, dryRun, (current) => tracked(scope, current, applyPatch(patch, current)));
}

async function applyScale(scope: RequestScope): Promise<void> {
  const { exchange, resource: info } = scope;
  const body = await readBody(exchange);
  const options = readWriteOptions(exchange, 'PatchOptions', true);
  const applied = await decodeApplied(exchange, body, options.fieldValidation);
  const manager = fieldManagerOf({ info, subresource: 'scale', kind: scaleKind });
  const context = applyContext(scope, options);
  const merge = { manager, applied, options, context, kind: scaleKind };
  await writeScale(scope, options.dryRun, (current) => mergeApplied(merge, current));
}

function tracked(scope: RequestScope, current: KubeObject, scale: Draft): Draft {
  const write = { info: scope.resource, subresource: 'scale', kind: scaleKind };
  trackFields(write, current, scale, requestContext(scope, false));
  return scale;
}

/** `change` is given the Scale with the owners of the replicas, and answers with both. */
async function writeScale(
  scope: RequestScope,
  dryRun: boolean,
  change: (current: KubeObject) => Draft,
): Promise<void> {
  const { exchange, store, resource } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.object);
  const { name } = exchange.requestInfo;
  const transform = (object: KubeObject): Draft => {
    const owners = entriesOf(object);
    const current = withOwners(scaleOf(object, resource), toScaleManagedFields(resource, owners));
    const scale = change(current);
    const version = parseResourceVersion(scale['metadata']?.resourceVersion);
    if (version !== 0n && version !== parseResourceVersion(object.metadata.resourceVersion)) {
      throw conflict(store.groupResource, name, optimisticLockMessage);
    }
    const draft: Draft = structuredClone(object);
    setSpecReplicas(draft, resource, replicasOf(scale, name));
    const changed = scale['metadata']?.managedFields;
    return withOwners(draft, toParentManagedFields(resource, owners, changed));
  };
  const request = { name, subresource: '', transform };
  // The owners are those of the Scale: the registry must not count the write as one of the whole.
  const context = { ...requestContext(scope, dryRun), fieldManager: undefined };
  const { object } = await updateObject(store, request, context);
  await answerScale(scope, scaleOf(object, resource), output);
}

/** Columns are those of a Scale, whatever it scales. */
function answerScale(
  { exchange, server }: RequestScope,
  scale: KubeObject,
  output: OutputMediaType,
): Promise<void> {
  const resource = { group: 'autoscaling', resource: 'scales' };
  const answer = transformObject({ exchange, server, resource }, scale, output);
  return writeObject(exchange, 200, answer, output);
}

function withOwners<T extends Draft>(object: T, managedFields: OwnerEntries): T {
  const { managedFields: _before, ...metadata } = object['metadata'];
  return { ...object, metadata: { ...metadata, ...(managedFields && { managedFields }) } };
}

function replicasOf(scale: Draft, name: string): number {
  const replicas: number = scale['spec']?.replicas ?? 0;
  if (replicas >= 0) return replicas;
  const detail = 'must be greater than or equal to 0';
  throw invalid(scaleKind, name, [invalidValue('spec.replicas', replicas, detail)]);
}

function setSpecReplicas(draft: Draft, resource: ResourceInfo, replicas: number): void {
  if (resource instanceof CustomResource && resource.scale !== undefined) {
    setReplicas(draft, resource.scale, replicas);
  } else draft['spec'] = { ...draft['spec'], replicas };
}

function scaleOf(object: KubeObject, resource: ResourceInfo): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const spec = (object['spec'] ?? {}) as { replicas?: number; selector?: Draft };
  const status = (object['status'] ?? {}) as { replicas?: number };
  const shown =
    resource instanceof CustomResource && resource.scale !== undefined
      ? readScale(object, resource.scale)
      : {
          replicas: spec.replicas,
          statusReplicas: status.replicas ?? 0,
          selector: selectorText(spec.selector ?? {}),
        };
  const { replicas, statusReplicas, selector } = shown;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: JSON.parse(
      JSON.stringify({ name, namespace, uid, resourceVersion, creationTimestamp }),
    ),
    spec: replicas ? { replicas } : {},
    status: { replicas: statusReplicas, ...(selector === '' ? {} : { selector }) },
  };
}

/** A replication controller selects by a plain map, the rest by a LabelSelector. */
function selectorText(selector: Draft): string {
  const isPlain = !('matchLabels' in selector) && !('matchExpressions' in selector);
  return labelSelectorText(isPlain ? { matchLabels: selector } : selector);
}
