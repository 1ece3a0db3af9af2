import { describe, expect, it } from 'vitest';
import { parseClientMessage } from './parse-client-message.js';
import { toSocketTarget } from './terminal-socket-path.js';

describe('toSocketTarget', () => {
  it.each([
    ['/api/terminals/a-b/socket', { terminalId: 'a-b', offset: undefined }],
    ['/api/terminals/a/socket?offset=42', { terminalId: 'a', offset: 42 }],
    ['/api/terminals/a/socket?offset=-1', { terminalId: 'a', offset: undefined }],
    ['/api/terminals/a/socket?offset=1e9', { terminalId: 'a', offset: undefined }],
    ['/api/terminals/a/socket/', undefined],
    ['/api/terminals//socket', undefined],
    ['/api/terminals/a/b/socket', undefined],
    ['/', undefined],
    ['//[', undefined],
    [undefined, undefined],
  ])('%s', (address, expected) => {
    expect(toSocketTarget(address)).toEqual(expected);
  });
});

describe('parseClientMessage', () => {
  it.each([
    ['{"type":"ack","offset":3}', { type: 'ack', offset: 3 }],
    ['{"type":"resize","cols":80,"rows":24}', { type: 'resize', cols: 80, rows: 24 }],
    ['{"type":"resize","cols":0,"rows":24}', undefined],
    ['{"type":"resize","cols":501,"rows":24}', undefined],
    ['{"type":"resize","cols":80.5,"rows":24}', undefined],
    ['{"type":"ack","offset":-1}', undefined],
    ['{"type":"exit"}', undefined],
    ['[]', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(parseClientMessage(text)).toEqual(expected);
  });
});
