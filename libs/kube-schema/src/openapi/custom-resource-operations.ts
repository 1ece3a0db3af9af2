import type { ResourceInfo } from '../resource-info.js';
import { capitalise, type Endpoint } from './endpoint.js';
import { operation } from './object-operations.js';
import { type ApiOperation, metaTypes, pathParameter } from './operation.js';
import { idPrefixOf, tagOf } from './operation-names.js';

/** A resource that is not built in, and what its types are called. */
export interface CustomModel {
  readonly info: ResourceInfo;
  readonly type: string;
  readonly listType: string;
}

const mediaTypes = ['application/json', 'application/yaml'];
const patchMediaTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/apply-patch+yaml',
];
const scaleType = 'io.k8s.api.autoscaling.v1.Scale';

/** The operations of a custom resource (apiextensions `openapi/builder`). */
export function customResourceOperations({ info, type, listType }: CustomModel): ApiOperation[] {
  const root = `/apis/${info.group}/${info.version}`;
  const collection = collectionOf(info, root);
  const everywhere = {
    ...collection,
    path: `${root}/${info.resource}`,
    idSubject: `${info.kind}ForAllNamespaces`,
    parameters: [],
  };
  const item = {
    ...collection,
    path: `${collection.path}/{name}`,
    parameters: [...collection.parameters, pathParameter('name')],
  };
  const list = { answers: { 200: listType }, produces: mediaTypes };
  const status = { answers: { 200: `${metaTypes}.Status` }, produces: mediaTypes };
  const deleted = {
    answers: { 200: `${metaTypes}.Status`, 202: `${metaTypes}.Status` },
    produces: mediaTypes,
    body: { type: `${metaTypes}.DeleteOptions`, required: false, mediaTypes },
  };
  return [
    operation(collection, 'list', list),
    ...(info.namespaced ? [operation(everywhere, 'list', list)] : []),
    operation(collection, 'post', {
      answers: { 200: type, 201: type, 202: type },
      produces: mediaTypes,
      body: { type, required: true, mediaTypes },
    }),
    operation(collection, 'deletecollection', status),
    ...itemOperations(item, type),
    operation(item, 'delete', deleted),
    ...info.subresources.flatMap(({ name }) =>
      itemOperations(
        {
          ...item,
          path: `${item.path}/${name}`,
          idSubject: `${item.idSubject}${capitalise(name)}`,
        },
        name === 'scale' ? scaleType : type,
      ),
    ),
  ];
}

function collectionOf(info: ResourceInfo, root: string): Endpoint {
  const { group, version, kind, namespaced } = info;
  return {
    path: `${root}${namespaced ? '/namespaces/{namespace}' : ''}/${info.resource}`,
    idPrefix: idPrefixOf(info),
    idSubject: `${namespaced ? 'Namespaced' : ''}${kind}`,
    tag: tagOf(info),
    gvk: { group, version, kind },
    parameters: namespaced ? [pathParameter('namespace')] : [],
  };
}

function itemOperations(item: Endpoint, type: string): ApiOperation[] {
  const written = { answers: { 200: type, 201: type }, produces: mediaTypes };
  const patch = { type: `${metaTypes}.Patch`, required: true, mediaTypes: patchMediaTypes };
  return [
    operation(item, 'get', { answers: { 200: type }, produces: mediaTypes }),
    operation(item, 'put', { ...written, body: { type, required: true, mediaTypes } }),
    operation(item, 'patch', { answers: { 200: type }, produces: mediaTypes, body: patch }),
  ];
}
