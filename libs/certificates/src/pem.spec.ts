import { describe, expect, it } from 'vitest';
import { decodePem, encodePem } from './pem.js';

describe('decodePem', () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);
  const block = encodePem('CERTIFICATE', bytes);

  it('reads what encodePem wrote, among other text and with other line ends', () => {
    const text = `subject=CN = x\n${block}\ntrust me -----BEGIN\n${block.replaceAll('\n', '\r\n')}`;
    expect(decodePem(text)).toEqual([
      { label: 'CERTIFICATE', der: bytes },
      { label: 'CERTIFICATE', der: bytes },
    ]);
    expect(block.split('\n').map((line) => line.length)).toEqual([27, 64, 64, 8, 25, 0]);
  });

  it('passes over the headers of old keys', () => {
    const text = block.replace(
      '-----\n',
      '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n',
    );
    expect(decodePem(text)).toEqual([{ label: 'CERTIFICATE', der: bytes }]);
  });

  it.each([
    ['nothing', ''],
    ['no end', block.replace('-----END', '')],
    ['no label', block.replaceAll('CERTIFICATE', '')],
    ['beginnings without end', '-----BEGIN X-----'.repeat(100_000)],
    ['unfinished beginnings', '-----BEGIN '.repeat(100_000)],
  ])('finds nothing in %s', (_, text) => {
    expect(decodePem(text)).toEqual([]);
  });

  it('refuses a block that ends as another', () => {
    expect(() => decodePem(block.replace('END CERTIFICATE', 'END KEY'))).toThrow(
      'PEM block CERTIFICATE: it ends as KEY',
    );
  });
});
