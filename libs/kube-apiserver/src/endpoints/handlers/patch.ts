import type { KubeObject } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import { CustomResource } from '../../apiextensions/serving/custom-resource.js';
import { updateObject } from '../../registry/generic/update-object.js';
import type { Draft } from '../../registry/resource-strategy.js';
import { unsupportedMediaType, unsupportedPatchType } from '../../status-error.js';
import { applyPatch, applyYamlPatchType, type PatchType, patchTypes } from '../apply-patch.js';
import { negotiateOutput, offers } from '../media-type.js';
import { readBody } from '../request-body.js';
import { type RequestScope, requestContext } from '../request-scope.js';
import { writeObject } from '../response-writer.js';
import { transformObject } from '../transform-object.js';
import { readWriteOptions } from '../write-options.js';
import { applyResource } from './apply.js';
import { subresourceStrategyOf } from './update.js';

const customPatchTypes = ['application/json-patch+json', 'application/merge-patch+json'] as const;

/** PATCH of an object or of one of its subresources. */
export async function patchResource(scope: RequestScope): Promise<void> {
  const { exchange, store, resource } = scope;
  if (isApplyPatch(exchange.header('content-type'))) return applyResource(scope);
  const type = readPatchType(exchange.header('content-type'), resource);
  const output = negotiateOutput(exchange.header('accept'), offers.object);
  const body = await readBody(exchange);
  const options = readWriteOptions(exchange, 'PatchOptions');
  exchange.audit.logRequestPatch(() => JSON.parse(body.toString('utf8')));
  const { name, subresource } = exchange.requestInfo;
  const patch = { exchange, type, body, kind: resource, fieldValidation: options.fieldValidation };
  const transform = (current: KubeObject): Draft => applyPatch(patch, current);
  const { object } = await updateObject(
    store,
    { name, subresource, transform, subresourceStrategy: subresourceStrategyOf(scope) },
    requestContext(scope, options.dryRun),
  );
  await writeObject(exchange, 200, transformObject(scope, object, output), output);
}

export function isApplyPatch(contentType: string): boolean {
  return mediaTypeOf(contentType) === applyYamlPatchType;
}

/** Throws 415; objects of custom resources have no merge keys for a strategic merge. */
export function readPatchType(contentType: string, resource?: ResourceInfo): PatchType {
  const media = mediaTypeOf(contentType);
  if (resource instanceof CustomResource) {
    const type = customPatchTypes.find((candidate) => candidate === media);
    if (type === undefined) throw unsupportedMediaType([...customPatchTypes, applyYamlPatchType]);
    return type;
  }
  const type = patchTypes.find((candidate) => candidate === media);
  if (type === undefined) throw unsupportedPatchType();
  return type;
}

function mediaTypeOf(contentType: string): string {
  const [media = ''] = contentType.split(';');
  return media.trim().toLowerCase();
}
