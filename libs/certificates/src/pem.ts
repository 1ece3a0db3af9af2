import { CertificateError } from './certificate-error.js';
import { decodeBase64, encodeBase64 } from './web-platform.js';

export interface PemBlock {
  /** Such as `CERTIFICATE`. */
  readonly label: string;
  readonly der: Uint8Array;
}

/** RFC 7468, lines of 64 characters as openssl and Go write them, with a final line break. */
export function encodePem(label: string, der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** All blocks of a text, in order; what stands around them is ignored, as openssl and Go do. */
export function decodePem(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let position = 0;
  for (;;) {
    const begin = findBoundary(text, 'BEGIN', position);
    const end = begin && findBoundary(text, 'END', begin.after);
    if (begin === undefined || end === undefined) return blocks;
    if (begin.label !== end.label) throw invalid(begin.label, `it ends as ${end.label}`);
    blocks.push(decodeBlock(begin.label, text.slice(begin.after, end.before)));
    position = end.after;
  }
}

/** The first block with one of the labels; the error names what was found instead. */
export function findPem(text: string, ...labels: readonly string[]): PemBlock {
  const blocks = decodePem(text);
  const block = blocks.find(({ label }) => labels.includes(label));
  if (block === undefined) {
    const found = blocks.map(({ label }) => label).join(', ') || 'no PEM block';
    throw new CertificateError('PEM_INVALID', `expected ${labels.join(' or ')}, found ${found}`);
  }
  return block;
}

interface Boundary {
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

/** Longer labels are none: no kind of block has one. */
const labelLengthMax = 64;

/** The next `-----BEGIN label-----` or `-----END label-----`; one pass over the text in all. */
function findBoundary(text: string, word: 'BEGIN' | 'END', from: number): Boundary | undefined {
  const opening = `-----${word} `;
  for (let before = text.indexOf(opening, from); before >= 0; ) {
    const start = before + opening.length;
    const rest = text.slice(start, start + labelLengthMax + 5);
    const length = rest.indexOf('-----');
    const label = rest.slice(0, length);
    if (length > 0 && !/[\r\n]/.test(label)) return { label, before, after: start + length + 5 };
    before = text.indexOf(opening, start);
  }
  return undefined;
}

function decodeBlock(label: string, body: string): PemBlock {
  // Old keys carry headers ("Proc-Type: …") before an empty line.
  const base64 = body.trimStart().replace(/^(?:[^\n:]+:[^\n]*\n)+\s*\n/, '');
  try {
    return { label, der: decodeBase64(base64.replace(/\s+/g, '')) };
  } catch (cause) {
    throw invalid(label, 'its body is not base64', cause);
  }
}

function invalid(label: string, what: string, cause?: unknown): CertificateError {
  return new CertificateError('PEM_INVALID', `PEM block ${label}: ${what}`, cause);
}
