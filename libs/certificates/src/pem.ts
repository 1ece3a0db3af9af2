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
  const blocks = text.matchAll(
    /-----BEGIN ([^\r\n]{1,64}?)-----\s*([\s\S]*?)-----END ([^\r\n]{1,64}?)-----/g,
  );
  return Array.from(blocks, ([, label = '', body = '', endLabel]) => {
    if (label !== endLabel) throw invalid(label, `it ends as ${endLabel}`);
    try {
      // Old keys carry headers ("Proc-Type: …") before an empty line.
      return {
        label,
        der: decodeBase64(body.replace(/^(?:[^\n:]+:[^\n]*\n)+\s*\n/, '').replace(/\s+/g, '')),
      };
    } catch (cause) {
      throw invalid(label, 'its body is not base64', cause);
    }
  });
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

function invalid(label: string, what: string, cause?: unknown): CertificateError {
  return new CertificateError('PEM_INVALID', `PEM block ${label}: ${what}`, cause);
}
