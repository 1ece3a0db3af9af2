import { isDNS1123Subdomain } from '@drillyard/kube-objects';
import { goQuote } from '@drillyard/rbac';
import { aggregateMessage, type FieldError, invalidValue } from '../../../registry/field-error.js';

type Extra = Readonly<Record<string, readonly string[]>>;

/** RFC 3986 path characters (apimachinery `IsDomainPrefixedPath`). */
const pathPattern = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

/** What constrained impersonation does not take for an extra, in upstream's words. */
export function mistakeInExtra(extra: Extra): string | undefined {
  for (const [key, values] of Object.entries(extra)) {
    if (key === '') return 'impersonating the empty string key in extra is not allowed';
    const errors = domainPrefixedPathErrors(key);
    if (errors.length > 0) {
      return `impersonating an invalid key in extra is not allowed: ${aggregateMessage(errors)}`;
    }
    if (key !== key.toLowerCase()) {
      return `impersonating a non-lowercase key in extra is not allowed: ${goQuote(key)}`;
    }
    if (values.length === 0) return 'impersonating empty values in extra is not allowed';
    if (values.includes('')) return 'impersonating the empty string value in extra is not allowed';
  }
  return undefined;
}

function domainPrefixedPathErrors(key: string): FieldError[] {
  const field = 'extra.key';
  const slash = key.indexOf('/');
  const [host, path] = slash < 0 ? [key, undefined] : [key.slice(0, slash), key.slice(slash + 1)];
  if (host === '' || path === undefined || path === '') {
    const shape = 'must be a domain-prefixed path (such as "acme.io/foo")';
    return [invalidValue(field, key, shape)];
  }
  const errors = isDNS1123Subdomain(host).map((why) => invalidValue(field, host, why));
  if (new RegExp(`^${pathPattern}$`).test(path)) return errors;
  const why = `Invalid path (regex used for validation is '${pathPattern}')`;
  return [...errors, invalidValue(field, path, why)];
}
