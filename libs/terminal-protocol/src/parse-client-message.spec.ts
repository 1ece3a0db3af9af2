import { describe, expect, it } from 'vitest';
import { parseClientMessage } from './parse-client-message.js';

describe('parseClientMessage', () => {
  it.each([
    ['{"type":"resize","cols":80,"rows":24}', { type: 'resize', cols: 80, rows: 24 }],
    ['{"type":"resize","cols":9999,"rows":9999}', { type: 'resize', cols: 500, rows: 300 }],
    ['{"type":"ack","offset":0}', { type: 'ack', offset: 0 }],
    ['{"type":"ack","offset":12,"more":1}', { type: 'ack', offset: 12 }],
  ])('reads %s', (text, message) => {
    expect(parseClientMessage(text)).toEqual(message);
  });

  it.each([
    ['not JSON', '{'],
    ['no object', '"resize"'],
    ['null', 'null'],
    ['an unknown type', '{"type":"exec"}'],
    ['no columns', '{"type":"resize","cols":0,"rows":24}'],
    ['a fraction', '{"type":"resize","cols":1.5,"rows":24}'],
    ['a text for a number', '{"type":"ack","offset":"1"}'],
    ['a negative offset', '{"type":"ack","offset":-1}'],
    ['an endless text', `{"type":"ack","offset":1,"x":"${'x'.repeat(300)}"}`],
  ])('refuses %s', (_, text) => {
    expect(parseClientMessage(text)).toBeUndefined();
  });
});
