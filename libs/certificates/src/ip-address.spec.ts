import { describe, expect, it } from 'vitest';
import { formatIpAddress, parseIpAddress } from './ip-address.js';

describe('parseIpAddress', () => {
  it.each([
    ['0.0.0.0', '0.0.0.0'],
    ['255.1.2.3', '255.1.2.3'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1:0:3:4:5:6:7:8', '1:0:3:4:5:6:7:8'],
    ['fe80::', 'fe80::'],
  ])('%s is %s', (text, canonical) => {
    expect(formatIpAddress(parseIpAddress(text) ?? new Uint8Array())).toBe(canonical);
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4.5',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '12345::',
    'localhost',
  ])('%s is none', (text) => expect(parseIpAddress(text)).toBeUndefined());
});
