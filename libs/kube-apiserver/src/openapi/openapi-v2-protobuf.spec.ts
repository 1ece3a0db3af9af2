import { openApiV2Document } from '@drillyard/kube-schema';
import { describe, expect, it } from 'vitest';
import { encodeOpenApiV2 } from './openapi-v2-protobuf.js';

const hex = (bytes: Buffer) => bytes.toString('hex');

describe('encodeOpenApiV2', () => {
  it.each([
    ['text', { swagger: '2.0' }, '0a03322e30'],
    [
      'a schema by name',
      { definitions: { A: { type: 'string' } } },
      '4a120a100a0141120bb201080a06737472696e67',
    ],
    [
      'what vendors add, as YAML',
      { definitions: { A: { 'x-b': { c: 1 } } } },
      '4a1a0a180a01411213fa01100a03782d62120912077b2263223a317d',
    ],
  ])('writes %s', (_what, document, start) => {
    expect(hex(encodeOpenApiV2(document)).slice(0, start.length)).toBe(start);
  });

  it('says where a document goes beyond the messages it knows', () => {
    expect(() => encodeOpenApiV2({ definitions: { A: { nonsense: 1 } } })).toThrow(
      /no field for nonsense/,
    );
  });

  it('writes the whole document', () => {
    const bytes = encodeOpenApiV2(openApiV2Document({ describe: undefined }));
    expect(bytes.length).toBeGreaterThan(500_000);
    expect(bytes.includes('io.k8s.api.core.v1.Pod')).toBe(true);
  });
});
