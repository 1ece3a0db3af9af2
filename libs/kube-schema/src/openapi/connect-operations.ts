import { schemaOf } from '../type-table.js';
import { capitalise, type Endpoint, optionParameters } from './endpoint.js';
import { type ApiOperation, pathParameter } from './operation.js';

const methodsOfVerb: Readonly<Record<string, readonly ApiOperation['method'][]>> = {
  create: ['post'],
  get: ['get'],
  update: ['put'],
  patch: ['patch'],
  delete: ['delete'],
};

/** Subresources that hand the connection over: exec, attach, portforward, proxy. */
export function connectOperations(endpoint: Endpoint, verbs: readonly string[]): ApiOperation[] {
  const options = optionParameters(schemaOf(endpoint.gvk)?.fields ?? []);
  const isProxy = endpoint.path.endsWith('/proxy');
  const methods = verbs.flatMap((verb) => methodsOfVerb[verb] ?? []);
  const all: ApiOperation['method'][] = isProxy ? [...methods, 'head', 'options'] : methods;
  const connect = (method: ApiOperation['method'], suffix: '' | 'WithPath'): ApiOperation => ({
    path: suffix === '' ? endpoint.path : `${endpoint.path}/{path}`,
    method,
    operationId: `connect${endpoint.idPrefix}${capitalise(method)}${endpoint.idSubject}${suffix}`,
    tag: endpoint.tag,
    action: 'connect',
    gvk: endpoint.gvk,
    parameters: [
      ...endpoint.parameters,
      ...options,
      ...(suffix === '' ? [] : [pathParameter('path')]),
    ],
    answers: { 200: 'string' },
    produces: ['*/*'],
  });
  return [
    ...all.map((method) => connect(method, '')),
    ...(isProxy ? all.map((method) => connect(method, 'WithPath')) : []),
  ];
}
