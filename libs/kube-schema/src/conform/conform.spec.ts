import { parseApiVersion } from '@drillyard/kube-objects';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../json/parse-json.js';
import { recordedAnswers } from '../testing/recorded-answers.js';
import { conform, conformMerged, strictDecodingError } from './conform.js';
import { DecodeError } from './decode-error.js';
import { duplicateFields } from './duplicate-fields.js';

const pod = { group: '', version: 'v1', kind: 'Pod' };
const role = { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'Role' };
const deployment = { group: 'apps', version: 'v1', kind: 'Deployment' };
const configMap = { group: '', version: 'v1', kind: 'ConfigMap' };
const secret = { group: '', version: 'v1', kind: 'Secret' };

function conformText(text: string, gvk = pod) {
  const { value, notes } = parseJson(text);
  return conform(value, gvk, 'Strict', notes);
}

/** A pod with every shape a field may have, and values that are not canonical yet. */
const oddPod = {
  spec: {
    unknown: 1,
    volumes: null,
    nodeSelector: { b: null, a: 'x', __proto__: 'y' },
    tolerations: [null, {}],
    containers: [{ name: 'c', resources: { limits: { cpu: '1000m' } }, command: [] }],
    terminationGracePeriodSeconds: 0,
  },
  metadata: { creationTimestamp: '2026-02-29T00:00:00+01:00', labels: {}, managedFields: [{}] },
  status: { startTime: '0001-01-01T00:00:00Z', hostIPs: [] },
};

describe('conform where nobody is told of unknown fields', () => {
  const samples = [
    ...recordedAnswers.map(({ json }) => JSON.parse(json)),
    { apiVersion: 'v1', kind: 'Pod', spec: { containers: [null] } },
    { apiVersion: 'v1', kind: 'Secret', data: { a: null, b: 'eA==' } },
    { apiVersion: 'v1', kind: 'ConfigMap', data: { z: 'a', a: 'z', 7: '' } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { creationTimestamp: '2026-01-31T23:59:59Z' } },
    { ...oddPod, apiVersion: 'v1', kind: 'Pod', metadata: {} },
  ];
  it.each(samples)('makes the same of $kind, key by key, as where somebody is', (sample) => {
    const gvk = { ...parseApiVersion(sample.apiVersion), kind: sample.kind };
    const quick = conform(sample, gvk).object;
    expect(JSON.stringify(quick)).toBe(JSON.stringify(conform(sample, gvk, 'Warn').object));
  });

  it.each([
    [{ spec: 'x' }],
    [{ spec: { containers: {} } }],
    [{ metadata: { labels: { a: 1 } } }],
    [oddPod],
    [{ metadata: { creationTimestamp: '2026-04-31T00:00:00Z' } }],
    [{ spec: { priority: 1.5 } }],
  ])('words the mistake in %j alike', (value) => {
    const told = (mode: 'Ignore' | 'Warn') => {
      try {
        return conform(value, pod, mode).object;
      } catch (error) {
        return String(error);
      }
    };
    expect(told('Ignore')).toEqual(told('Warn'));
  });
});

describe('conform', () => {
  it('puts fields in the order of the Go struct and sets the kind', () => {
    const { object } = conform(
      { rules: [{ verbs: ['get'], apiGroups: [''] }], metadata: { namespace: 'b', name: 'a' } },
      role,
    );
    expect(JSON.stringify(object)).toBe(
      '{"kind":"Role","apiVersion":"rbac.authorization.k8s.io/v1",' +
        '"metadata":{"name":"a","namespace":"b"},"rules":[{"verbs":["get"],"apiGroups":[""]}]}',
    );
  });

  it('writes what Go always writes and leaves out what it leaves out', () => {
    expect(conform({ metadata: {} }, role).object).toEqual({
      kind: 'Role',
      apiVersion: 'rbac.authorization.k8s.io/v1',
      metadata: {},
      rules: null,
    });
    expect(conform({}, deployment).object).toMatchObject({
      metadata: {},
      spec: {
        selector: null,
        template: { metadata: {}, spec: { containers: null } },
        strategy: {},
      },
      status: {},
    });
  });

  it('keeps a zero behind a pointer and drops one that is not', () => {
    const { object } = conform({ spec: { replicas: 0, minReadySeconds: 0 } }, deployment);
    expect(object['spec']).toMatchObject({ replicas: 0 });
    expect(object['spec']).not.toHaveProperty('minReadySeconds');
  });

  it.each([
    ['a null list', { rules: null }, { rules: null }],
    ['an empty list, which storage forgets', { rules: [] }, { rules: null }],
    ['a null map', { metadata: { labels: null } }, { metadata: {} }],
    ['an empty map', { metadata: { labels: {} } }, { metadata: {} }],
    ['a null item', { rules: [null] }, { rules: [{ verbs: null }] }],
  ])('treats %s as Go does', (_, input, expected) => {
    expect(conform(input, role).object).toMatchObject(expected);
  });

  it('writes quantities, times and bytes in canonical form', () => {
    const { object } = conform(
      {
        metadata: { creationTimestamp: '2026-01-01T01:00:00+01:00' },
        spec: {
          containers: [{ name: 'a', resources: { limits: { memory: '1024Mi', cpu: 0.5 } } }],
        },
      },
      pod,
    );
    expect(object).toMatchObject({
      metadata: { creationTimestamp: '2026-01-01T00:00:00Z' },
      spec: { containers: [{ resources: { limits: { cpu: '500m', memory: '1Gi' } } }] },
    });
    expect(conform({ data: { a: 'YR==\n', b: null } }, secret).object).toMatchObject({
      data: { a: 'YQ==', b: '' },
    });
  });

  it('sorts the keys of maps', () => {
    const { object } = conform({ data: { b: '1', a: '2' } }, configMap);
    expect(Object.keys(object['data'] as object)).toEqual(['a', 'b']);
  });

  it('takes options of any group version', () => {
    const gvk = { group: 'apps', version: 'v1', kind: 'DeleteOptions' };
    expect(conform({ gracePeriodSeconds: 0 }, gvk).object).toEqual({
      kind: 'DeleteOptions',
      apiVersion: 'apps/v1',
      gracePeriodSeconds: 0,
    });
  });

  it('leaves its input as it is', () => {
    const input = { metadata: { labels: {} }, rules: [{ x: 1 }] };
    const before = structuredClone(input);
    conform(input, role, 'Strict');
    expect(input).toEqual(before);
  });

  it('keeps hostile keys harmless', () => {
    const { object } = conformText('{"data":{"__proto__":"x","constructor":"y"}}', configMap);
    expect(Object.entries(object['data'] as object)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(conformText('{"__proto__":{"a":1},"toString":1}').strictErrors).toEqual([
      'unknown field "__proto__"',
      'unknown field "toString"',
    ]);
  });
});

describe('strict errors', () => {
  it('name unknown and duplicate fields in the order of the text', () => {
    const { strictErrors } = conformText(
      '{"spec":{"replicaz":1,"replicas":1,"replicas":2,"template":{"spec":{"containers":' +
        '[{"nam":"x"},{"name":"y","env":[{"nome":1}]}]},"metadata":{"labels":{"a":"1","a":"2"}}}}}',
      deployment,
    );
    expect(strictErrors).toEqual([
      'unknown field "spec.replicaz"',
      'duplicate field "spec.replicas"',
      'unknown field "spec.template.spec.containers[0].nam"',
      'unknown field "spec.template.spec.containers[1].env[0].nome"',
      'duplicate field "spec.template.metadata.labels.a"',
    ]);
    expect(strictDecodingError(strictErrors.slice(0, 2))).toBe(
      'strict decoding error: unknown field "spec.replicaz", duplicate field "spec.replicas"',
    );
  });

  it('stop at a hundred, and name each once', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`x${at}`, 1]));
    expect(conform(many, pod, 'Warn').strictErrors).toHaveLength(100);
  });

  it('tell letter cases apart', () => {
    expect(conform({ Spec: {} }, pod, 'Strict').strictErrors).toEqual(['unknown field "Spec"']);
  });

  it('are not looked for with Ignore', () => {
    expect(conform({ x: 1 }, pod, 'Ignore').strictErrors).toEqual([]);
  });
});

describe('decoding errors', () => {
  const container = (fields: string) => `{"spec":{"template":{"spec":{"containers":[${fields}]}}}}`;
  const path = 'spec.template.spec.containers';
  it.each([
    [
      '{"spec":{"replicas":"3"}}',
      'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      '{"spec":{"replicas":1.0}}',
      'json: cannot unmarshal number 1.0 into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      '{"spec":{"replicas":3000000000}}',
      'json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      '{"spec":[]}',
      'json: cannot unmarshal array into Go struct field Deployment.spec of type v1.DeploymentSpec',
    ],
    [
      '{"metadata":{"labels":{"a":1}}}',
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    ],
    [
      '{"spec":{"template":{"spec":{"restartPolicy":1}}}}',
      'json: cannot unmarshal number into Go struct field PodSpec.spec.template.spec.restartPolicy of type v1.RestartPolicy',
    ],
    [
      container('{"livenessProbe":{"httpGet":{"port":true}}}'),
      `json: cannot unmarshal bool into Go struct field HTTPGetAction.${path}.livenessProbe.ProbeHandler.httpGet.port of type int32`,
    ],
    [
      container('{"resources":{"limits":{"cpu":"x"}}}'),
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    [
      '{"metadata":{"creationTimestamp":5}}',
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.creationTimestamp of type string',
    ],
  ])('word %s as upstream does', (text, message) => {
    expect(() => conformText(text, deployment)).toThrow(new DecodeError(message));
  });

  it('are the first of a wrong type, unless a type decodes itself', () => {
    const text = '{"spec":{"replicas":"3","paused":1,"selector":[]}}';
    expect(() => conformText(text, deployment)).toThrow('spec.replicas of type int32');
    const quantity = container('{"name":1,"resources":{"limits":{"cpu":"x"}}}');
    expect(() => conformText(quantity, deployment)).toThrow('quantities must match');
  });

  it('say where base64 goes wrong', () => {
    expect(() => conform({ data: { a: '%%' } }, secret)).toThrow(
      new DecodeError('illegal base64 data at input byte 0'),
    );
  });
});

describe('conformMerged', () => {
  it.each([
    [{ containers: 'x' }, 'cannot restore slice from string'],
    [{ containers: [1] }, 'cannot restore struct from: int64'],
    [{ nodeSelector: [1] }, 'cannot restore map from slice'],
    [{ nodeSelector: { a: { b: 1 } } }, 'unrecognized type: string'],
    [{ restartPolicy: 1 }, 'cannot convert int64 to v1.RestartPolicy'],
    [{ terminationGracePeriodSeconds: 1.5 }, 'cannot convert float64 to int64'],
    [{ terminationGracePeriodSeconds: true }, 'unrecognized type: int64'],
    [{ hostNetwork: 'x' }, 'unrecognized type: bool'],
  ])('words the mistake in %j as upstream’s converter does', (spec, message) => {
    expect(() => conformMerged({ spec }, pod)).toThrow(new DecodeError(message));
  });

  it('gives the same object', () => {
    const value = { metadata: { name: 'a' }, spec: { containers: [{ name: 'c', x: 1 }] } };
    const merged = conformMerged(value, pod, 'Strict');
    expect(merged).toEqual(conform(value, pod, 'Strict'));
    expect(merged.strictErrors).toEqual(['unknown field "spec.containers[0].x"']);
  });
});

describe('duplicateFields', () => {
  it('finds keys that occur again, wherever they are', () => {
    const document = parseJson('{"a":[{"b":1,"b":2}],"c":{"d":1},"c":{"e":1,"e":2}}');
    expect(duplicateFields(document)).toEqual([
      'duplicate field "a[0].b"',
      'duplicate field "c.e"',
      'duplicate field "c"',
    ]);
    expect(duplicateFields(parseJson('{"a":1}'))).toEqual([]);
  });
});
