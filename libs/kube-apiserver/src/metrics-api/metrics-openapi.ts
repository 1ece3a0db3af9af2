import {
  type ApiOperation,
  customResourceOperations,
  type ResourceInfo,
} from '@drillyard/kube-schema';
import { metricsGroup, metricsResources, metricsVersion } from './metrics-resources.js';

type Json = Readonly<Record<string, unknown>>;

const own = 'io.k8s.metrics.pkg.apis.metrics.v1beta1';
const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const [, version = ''] = metricsVersion.split('/');

/** The built-in types the definitions refer to. */
const referenced = [`${meta}.ObjectMeta`, `${meta}.ListMeta`, `${meta}.Time`, quantity];

/** What can be asked of the group: figures are read, and nothing else. */
export function metricsOperations(): ApiOperation[] {
  const models = metricsResources.map((info) => {
    const type = `${own}.${info.kind}`;
    return customResourceOperations({ info, type, listType: `${type}List` });
  });
  return models.flat().filter(({ method }) => method === 'get');
}

/**
 * The types of the group (k8s.io/metrics `apis/metrics/v1beta1`), and those they refer to.
 *
 * @param pointer where definitions are in the document: `#/definitions/` in version 2
 */
export function metricsDefinitions(pointer: string) {
  const refer = (type: string) => ({ $ref: pointer + type });
  const definitions = Object.assign(
    { [`${own}.ContainerMetrics`]: containerMetrics(refer) },
    ...metricsResources.map((info) => definitionsOf(info, refer)),
  ) as Record<string, Json>;
  return { definitions, further: [...referenced, `${own}.ContainerMetrics`] };
}

type Refer = (type: string) => Json;

function definitionsOf({ kind }: ResourceInfo, refer: Refer): Record<string, Json> {
  const measured: Json =
    kind === 'PodMetrics'
      ? {
          containers: {
            type: 'array',
            description: 'Metrics for all containers are collected within the same time window.',
            items: refer(`${own}.ContainerMetrics`),
            'x-kubernetes-list-type': 'atomic',
          },
        }
      : { usage: usage(refer) };
  const what = kind === 'PodMetrics' ? 'a pod' : 'a node';
  const object = {
    description: `${kind} sets resource usage metrics of ${what}.`,
    type: 'object',
    required: ['timestamp', 'window', ...Object.keys(measured)],
    properties: {
      ...typeMeta,
      metadata: refer(`${meta}.ObjectMeta`),
      timestamp: refer(`${meta}.Time`),
      window: { type: 'string' },
      ...measured,
    },
    ...gvk(kind),
  };
  const list = {
    description: `${kind}List is a list of ${kind}.`,
    type: 'object',
    required: ['items'],
    properties: {
      ...typeMeta,
      metadata: refer(`${meta}.ListMeta`),
      items: { type: 'array', items: refer(`${own}.${kind}`) },
    },
    ...gvk(`${kind}List`),
  };
  return { [`${own}.${kind}`]: object, [`${own}.${kind}List`]: list };
}

function containerMetrics(refer: Refer): Json {
  return {
    description: 'ContainerMetrics sets resource usage metrics of a container.',
    type: 'object',
    required: ['name', 'usage'],
    properties: {
      name: {
        type: 'string',
        description: 'Container name corresponding to the one from pod.spec.containers.',
      },
      usage: usage(refer),
    },
  };
}

const usage = (refer: Refer): Json => ({
  type: 'object',
  description: 'The memory usage is the memory working set.',
  additionalProperties: refer(quantity),
});

const typeMeta: Json = { apiVersion: { type: 'string' }, kind: { type: 'string' } };

function gvk(kind: string): Json {
  return { 'x-kubernetes-group-version-kind': [{ group: metricsGroup, kind, version }] };
}
