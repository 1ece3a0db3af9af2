const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...alphabet].map((character, value) => [character, value]));

/** Standard base64 with padding (RFC 4648 section 4), as Go writes `[]byte` in JSON. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63);
    text += b === undefined ? '=' : alphabet.charAt((bits >> 6) & 63);
    text += c === undefined ? '=' : alphabet.charAt(bits & 63);
  }
  return text;
}

/**
 * The canonical form of a base64 text, line breaks dropped as Go drops them; or the position, in
 * the text as it was given, of the first character that is wrong.
 */
export function canonicalBase64(text: string): string | { readonly illegalAt: number } {
  if (isCanonical(text)) return text;
  let clean = '';
  const positions: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\n' || text[at] === '\r') continue;
    positions.push(at);
    clean += text[at];
  }
  const wrong = firstWrong(clean);
  if (wrong !== undefined) return { illegalAt: positions[wrong] ?? text.length };
  return clearUnusedBits(clean);
}

function isCanonical(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*$/.test(text);
}

/** Where Go's decoder gives up (`encoding/base64`, `decodeQuantum`). */
function firstWrong(text: string): number | undefined {
  const body = /^[A-Za-z0-9+/]*/.exec(text)?.[0].length ?? 0;
  const inGroup = body % 4;
  if (body === text.length) return inGroup === 0 ? undefined : body - inGroup;
  if (text[body] !== '=' || inGroup < 2) return body;
  if (inGroup === 2 && text[body + 1] !== '=') return body + 1 === text.length ? body + 1 : body;
  const end = body + 4 - inGroup;
  return end < text.length ? end : undefined;
}

/** The last group of a padded text may carry bits that stand for nothing. */
function clearUnusedBits(text: string): string {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (padding === 0) return text;
  const last = text.length - padding - 1;
  const value = values.get(text.charAt(last)) ?? 0;
  const mask = padding === 2 ? 0b110000 : 0b111100;
  return text.slice(0, last) + alphabet.charAt(value & mask) + '='.repeat(padding);
}

/** The bytes of a canonical base64 text. */
export function decodeBase64(text: string): Uint8Array {
  const end = text.endsWith('==') ? text.length - 2 : text.length - Number(text.endsWith('='));
  const bytes = new Uint8Array(Math.floor((end * 3) / 4));
  let length = 0;
  let bits = 0;
  for (let at = 0; at < end; at++) {
    bits = (bits << 6) | (values.get(text.charAt(at)) ?? 0);
    if (at % 4 !== 0) bytes[length++] = (bits >> (6 - 2 * (at % 4))) & 0xff;
  }
  return bytes;
}
