/**
 * The formats of names, labels and annotations, with upstream's words for what is wrong
 * (apimachinery `pkg/api/validate/content`). Each function returns the mistakes; none is good.
 */
const dns1123LabelFormat = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dns1123SubdomainFormat = `${dns1123LabelFormat}(\\.${dns1123LabelFormat})*`;
const dns1035LabelFormat = '[a-z]([-a-z0-9]*[a-z0-9])?';
const labelKeyFormat = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValueFormat = `(${labelKeyFormat})?`;
const configMapKeyFormat = '[-._a-zA-Z0-9]+';

const dns1123Label = new RegExp(`^${dns1123LabelFormat}$`);
const dns1123Subdomain = new RegExp(`^${dns1123SubdomainFormat}$`);
const dns1035Label = new RegExp(`^${dns1035LabelFormat}$`);
const labelKey = new RegExp(`^${labelKeyFormat}$`);
const labelValue = new RegExp(`^${labelValueFormat}$`);
const configMapKey = new RegExp(`^${configMapKeyFormat}$`);

const dnsLabelLengthMax = 63;
const dnsSubdomainLengthMax = 253;
const labelKeyErrorMessage =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** Such as a namespace's name. */
export function isDNS1123Label(value: string): string[] {
  const errors = tooLong(value, dnsLabelLengthMax);
  if (dns1123Label.test(value)) return errors;
  if (dns1123Subdomain.test(value)) return [...errors, 'must not contain dots'];
  return [
    ...errors,
    regexError(
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
      dns1123LabelFormat,
      'my-name',
      '123-abc',
    ),
  ];
}

/** Such as the name of most objects. */
export function isDNS1123Subdomain(value: string): string[] {
  const errors = tooLong(value, dnsSubdomainLengthMax);
  if (dns1123Subdomain.test(value)) return errors;
  return [
    ...errors,
    regexError(
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      dns1123SubdomainFormat,
      'example.com',
    ),
  ];
}

/** Such as a service's name. */
export function isDNS1035Label(value: string): string[] {
  const errors = tooLong(value, dnsLabelLengthMax);
  if (dns1035Label.test(value)) return errors;
  return [
    ...errors,
    regexError(
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
      dns1035LabelFormat,
      'my-name',
      'abc-123',
    ),
  ];
}

/** `[prefix/]name`: a label's key, an annotation's (in lower case), a finalizer's name. */
export function isQualifiedName(value: string): string[] {
  const parts = value.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${labelKeyError()} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) ?? '';
  const errors: string[] = [];
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') errors.push('prefix part must be non-empty');
    else errors.push(...isDNS1123Subdomain(prefix).map((message) => `prefix part ${message}`));
  }
  if (name === '') errors.push('name part must be non-empty');
  else
    errors.push(
      ...tooLong(name, dnsLabelLengthMax, 'bytes').map((message) => `name part ${message}`),
    );
  if (!labelKey.test(name)) errors.push(`name part ${labelKeyError()}`);
  return errors;
}

export function isLabelValue(value: string): string[] {
  const errors = tooLong(value, dnsLabelLengthMax, 'bytes');
  if (labelValue.test(value)) return errors;
  return [
    ...errors,
    regexError(
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      labelValueFormat,
      'MyValue',
      'my_value',
      '12345',
    ),
  ];
}

/** A key of a ConfigMap's or a Secret's data: it becomes a file name. */
export function isConfigMapKey(value: string): string[] {
  const errors = tooLong(value, dnsSubdomainLengthMax);
  if (!configMapKey.test(value)) {
    errors.push(
      regexError(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        configMapKeyFormat,
        'key.name',
        'KEY_NAME',
        'key-name',
      ),
    );
  }
  if (value === '.') errors.push("must not be '.'");
  else if (value === '..') errors.push("must not be '..'");
  else if (value.startsWith('..')) errors.push("must not start with '..'");
  return errors;
}

/** A name that can stand as one segment of a URL path: all that RBAC asks of a name. */
export function isPathSegmentName(value: string): string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%']
    .filter((part) => value.includes(part))
    .map((part) => `may not contain '${part}'`);
}

function labelKeyError(): string {
  return regexError(labelKeyErrorMessage, labelKeyFormat, 'MyName', 'my.name', '123-abc');
}

/** Upstream counts names in characters and labels in bytes, in words at least. */
function tooLong(value: string, lengthMax: number, unit = 'characters'): string[] {
  return value.length > lengthMax ? [`must be no more than ${lengthMax} ${unit}`] : [];
}

function regexError(message: string, format: string, ...examples: string[]): string {
  // Two spaces before each further example: upstream's own words.
  const quoted = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${quoted}regex used for validation is '${format}')`;
}
