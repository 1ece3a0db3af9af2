import { describe, expect, it } from 'vitest';
import { encodeProtobuf, WireWriter } from '../testing/index.js';
import { decodeProtobuf, isProtobuf } from './decode-protobuf.js';
import { ProtobufError } from './wire-reader.js';

describe('decodeProtobuf', () => {
  const objects = [
    {
      kind: 'Role',
      apiVersion: 'rbac.authorization.k8s.io/v1',
      metadata: { name: 'reader', namespace: 'default', labels: { a: 'b' } },
      rules: [{ verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] }],
    },
    {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: { name: 'p', generation: -1, creationTimestamp: '2026-01-02T03:04:05Z' },
      spec: {
        volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Gi' } }],
        containers: [
          {
            name: 'c',
            image: 'é',
            ports: [{ containerPort: 80 }],
            resources: { limits: { cpu: '500m' } },
            livenessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 5 },
            readinessProbe: { tcpSocket: { port: 80 } },
          },
        ],
      },
      status: {},
    },
    { kind: 'Secret', apiVersion: 'v1', metadata: { name: 's' }, data: { a: 'AAECA/8=' } },
    {
      kind: 'Lease',
      apiVersion: 'coordination.k8s.io/v1',
      metadata: { name: 'l' },
      spec: { renewTime: '2026-01-02T03:04:05.000006Z' },
    },
    {
      kind: 'SubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec: { user: 'jane', extra: { scopes: ['a', 'b'] } },
      status: { allowed: false },
    },
    {
      kind: 'ControllerRevision',
      apiVersion: 'apps/v1',
      metadata: { name: 'c' },
      data: { spec: { any: [1, 'thing'] } },
      revision: 1,
    },
    { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0, propagationPolicy: 'Orphan' },
  ];
  it.each(objects)('decodes a $kind', (object) => {
    const decoded = decodeProtobuf(encodeProtobuf(object));
    expect(decoded).toMatchObject({ apiVersion: object.apiVersion, kind: object.kind });
    expect(JSON.stringify(decoded.object)).toBe(JSON.stringify(object));
  });

  it('passes over fields it does not know', () => {
    const unknown = new WireWriter().varint(900, 1).string(901, 'x');
    const message = new WireWriter().bytes(1, new WireWriter().string(1, 'p').finish());
    const body = envelope('v1', 'Pod', Uint8Array.from([...unknown.finish(), ...message.finish()]));
    expect(decodeProtobuf(body).object['metadata']).toEqual({ name: 'p' });
  });

  it('merges a message that occurs twice', () => {
    const part = (number: number, text: string) => new WireWriter().string(number, text).finish();
    const message = new WireWriter().bytes(1, part(1, 'p')).bytes(1, part(3, 'ns'));
    expect(decodeProtobuf(envelope('v1', 'Pod', message.finish())).object['metadata']).toEqual({
      name: 'p',
      namespace: 'ns',
    });
  });
});

describe('malformed protobuf', () => {
  const role = encodeProtobuf({
    kind: 'Role',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    metadata: { name: 'a' },
    rules: [{ verbs: ['get'] }],
  });

  it('is refused wherever it is cut off', () => {
    for (let length = 4; length < role.length; length++) {
      const cut = role.slice(0, length);
      try {
        decodeProtobuf(cut);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtobufError);
      }
    }
    expect(() => decodeProtobuf(role.slice(0, -1))).toThrow(ProtobufError);
  });

  it.each([
    ['no prefix', Uint8Array.from([1, 2, 3, 4])],
    ['an unknown kind', envelope('v1', 'Nonsense', new Uint8Array())],
    ['a group', envelope('v1', 'Pod', Uint8Array.from([0x0b]))],
    ['a wrong wire type', envelope('v1', 'Pod', Uint8Array.from([0x08, 0x01]))],
    ['an endless varint', envelope('v1', 'Pod', new Uint8Array(20).fill(0xff))],
    ['a huge length', envelope('v1', 'Pod', Uint8Array.from([0x0a, 0xff, 0xff, 0xff, 0x7f]))],
  ])('with %s is refused', (_, body) => {
    expect(() => decodeProtobuf(body)).toThrow(ProtobufError);
  });

  it('that nests without end is refused', () => {
    let schema = new Uint8Array();
    for (let depth = 0; depth < 500; depth++)
      schema = new WireWriter().bytes(25, schema).finish() as typeof schema;
    const version = new WireWriter().bytes(4, new WireWriter().bytes(1, schema).finish());
    const spec = new WireWriter().bytes(7, version.finish());
    const crd = new WireWriter().bytes(2, spec.finish());
    const body = envelope('apiextensions.k8s.io/v1', 'CustomResourceDefinition', crd.finish());
    expect(() => decodeProtobuf(body)).toThrow('more than 400 levels');
  });
});

describe('isProtobuf', () => {
  it('looks at the first four bytes', () => {
    expect(isProtobuf(envelope('v1', 'Pod', new Uint8Array()))).toBe(true);
    expect(isProtobuf(Buffer.from('{"kind":"Pod"}'))).toBe(false);
    expect(isProtobuf(new Uint8Array())).toBe(false);
  });
});

function envelope(apiVersion: string, kind: string, message: Uint8Array): Uint8Array {
  const typeMeta = new WireWriter().string(1, apiVersion).string(2, kind).finish();
  const unknown = new WireWriter().bytes(1, typeMeta).bytes(2, message).finish();
  return Uint8Array.from([0x6b, 0x38, 0x73, 0x00, ...unknown]);
}
