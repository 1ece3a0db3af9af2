const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;
const encoder = new TextEncoder();

/** 32-bit FNV-1a: exclusive or first, then the product. */
export function fnv32a(data: string | Uint8Array, basis = offsetBasis): number {
  let hash = basis;
  for (const byte of bytesOf(data)) hash = Math.imul(hash ^ byte, prime) >>> 0;
  return hash;
}

/** 32-bit FNV-1: the product first. */
export function fnv32(data: string | Uint8Array, basis = offsetBasis): number {
  let hash = basis;
  for (const byte of bytesOf(data)) hash = (Math.imul(hash, prime) ^ byte) >>> 0;
  return hash;
}

function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? encoder.encode(data) : data;
}

const alphanums = 'bcdfghjklmnpqrstvwxz2456789';

/** Without vowels and look-alikes, so that no hash spells a word (apimachinery `rand.SafeEncodeString`). */
export function safeEncode(text: string): string {
  return [...text]
    .map((character) => alphanums[(character.codePointAt(0) ?? 0) % alphanums.length])
    .join('');
}
