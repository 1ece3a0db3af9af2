import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../base64.js';
import { recordedAnswers } from '../testing/recorded-answers.js';
import { encodeProtobuf, encodeWatchEvent } from './encode-protobuf.js';
import { ProtobufError } from './wire-reader.js';

describe('encodeProtobuf', () => {
  it.each(recordedAnswers.map(({ json, protobuf }) => ({ object: JSON.parse(json), protobuf })))(
    'writes a $object.kind byte for byte as upstream',
    ({ object, protobuf }) => {
      expect(encodeBase64(encodeProtobuf(object))).toBe(protobuf);
    },
  );

  it('refuses what has no wire format', () => {
    const table = { kind: 'Table', apiVersion: 'meta.k8s.io/v1' };
    expect(() => encodeProtobuf(table)).toThrow(ProtobufError);
  });

  it('puts the length of a watch event before it', () => {
    const object = { kind: 'Namespace', apiVersion: 'v1', metadata: { name: 'default' } };
    const frame = encodeWatchEvent('ADDED', object);
    expect(new DataView(frame.buffer).getUint32(0)).toBe(frame.length - 4);
    expect([...frame.subarray(4, 11)]).toEqual([
      0x0a,
      5,
      ...[...'ADDED'].map((c) => c.charCodeAt(0)),
    ]);
  });
});
