/**
 * Values that differ from run to run, each replaced by what it is. A value that stands in the
 * suite's own text is not volatile there and stays: an address a manifest gives must come back.
 */
interface VolatileValue {
  readonly pattern: RegExp;
  readonly replacement: string;
}

const time = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}';
/** The alphabet of k8s.io/apimachinery/pkg/util/rand: no vowels, no 0, 1 and 3. */
const random = '[bcdfghjklmnpqrstvwxz2456789]';

const volatileValues: readonly VolatileValue[] = [
  { pattern: /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g, replacement: '<jwt>' },
  {
    pattern: /-----BEGIN ([A-Z ]+)-----[\s\S]*?-----END \1-----/g,
    replacement: '<pem $1>',
  },
  { pattern: /\bLS0tLS1CRUdJTi[\w+/=]+/g, replacement: '<base64 pem>' },
  { pattern: /\bZXlK[\w+/=]{100,}/g, replacement: '<base64 jwt>' },
  { pattern: /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/g, replacement: '<uid>' },
  { pattern: new RegExp(`\\b${time}\\.\\d+Z`, 'g'), replacement: '<micro time>' },
  { pattern: new RegExp(`\\b${time}(Z|[+-]\\d\\d:\\d\\d)`, 'g'), replacement: '<time>' },
  {
    pattern: /\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (\+0000|GMT|UTC)/g,
    replacement: '<date>',
  },
  { pattern: /\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000 UTC/g, replacement: '<date>' },
  { pattern: /\blast-used=\d{4}-\d\d-\d\d\b/g, replacement: 'last-used=<day>' },
  { pattern: /\b[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} GMT/g, replacement: '<date>' },
  {
    pattern: /\b(resourceVersion\\*"?)(: ?\\*"?|=)(?!0\b)\d+/g,
    replacement: '$1$2<version>',
  },
  { pattern: /\b(Resource Version: +)\d+/g, replacement: '$1<version>' },
  { pattern: /\b(ResourceVersion in record \()\d+/g, replacement: '$1<version>' },
  { pattern: /\b(continue"?: ?"?)[\w-]{20,}/g, replacement: '$1<continue>' },
  { pattern: /"(?:\d+[ydhms]){1,2}"(?=,?\s*\])/g, replacement: '"<age>"' },
  { pattern: /("(?:exp|iat|nbf|warnafter)": ?)\d+/g, replacement: '$1<unix time>' },
  { pattern: /\b(hash=)[\dA-F]{64,}/g, replacement: '$1<hash>' },
  { pattern: /\b(nodePort"?: ?|\d+:)3\d{4}\b/g, replacement: '$1<node port>' },
  { pattern: new RegExp(`(?<=[a-z0-9]-)${random}{5}(?![-a-z0-9.])`, 'g'), replacement: '<rand>' },
  { pattern: /(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])/g, replacement: '<ip>' },
];

/** Addresses that mean something by themselves. */
const constants = new Set(['0.0.0.0', '127.0.0.1']);

/** @param source the suite's own text, see above. */
export function replaceVolatileValues(text: string, source: string): string {
  return volatileValues.reduce(
    (current, { pattern, replacement }) =>
      current.replace(pattern, (match: string, ...groups: unknown[]) =>
        constants.has(match) || source.includes(match)
          ? match
          : replacement.replace(/\$(\d)/g, (_, index: string) => String(groups[Number(index) - 1])),
      ),
    text,
  );
}
