import { describe, expect, test } from 'vitest';
import { negotiateOutput, offers } from './media-type.js';

const table = 'application/json;as=Table;v=v1;g=meta.k8s.io';

describe('content negotiation', () => {
  test.each([
    ['', { format: 'json' }],
    ['*/*', { format: 'json' }],
    ['application/yaml', { format: 'yaml' }],
    ['application/vnd.kubernetes.protobuf,application/json', { format: 'protobuf' }],
    ['application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io,*/*', { format: 'json' }],
    ['application/json;q=0.1,application/yaml;q=0.9', { format: 'yaml' }],
    [
      `${table},application/json`,
      { format: 'json', as: { kind: 'Table', group: 'meta.k8s.io', version: 'v1' } },
    ],
    ['application/json;as=Table;v=v9;g=meta.k8s.io,application/json', { format: 'json' }],
    ['application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,*/*', { format: 'json' }],
  ])('%s', (accept, expected) => {
    expect(negotiateOutput(accept, offers.object)).toEqual(expected);
  });

  test.each([
    ['text/html', /^406: Not Acceptable/],
    ['application/json;as=Nope;v=v1;g=meta.k8s.io', /^only the following media types/],
  ])('%s is refused', (accept, message) => {
    expect(() => negotiateOutput(accept, offers.collection)).toThrow(message);
  });

  test('a watch is no YAML', () => {
    expect(() => negotiateOutput('application/yaml', offers.watch)).toThrow(
      'only the following media types are accepted: application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch',
    );
  });
});
