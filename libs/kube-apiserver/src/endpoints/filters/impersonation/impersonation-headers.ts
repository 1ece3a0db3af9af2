import { goQuote } from '@drillyard/rbac';
import type { UserInfo } from '../../../authentication/authenticator.js';
import { badRequest } from '../../../status-error.js';
import type { Exchange } from '../../exchange.js';

const extraHeaderPrefix = 'impersonate-extra-';

type Extras = Readonly<Record<string, readonly string[]>>;

/**
 * The user the Impersonate-* headers name, as they name it; undefined where there are none. Throws
 * 400 where they name everything but a user.
 */
export function readImpersonationHeaders(exchange: Exchange): UserInfo | undefined {
  const name = exchange.header('impersonate-user');
  const uid = exchange.header('impersonate-uid');
  const groups = exchange.headerValues('impersonate-group');
  const extra = readExtras(exchange);
  const hasExtra = Object.keys(extra).length > 0;
  if (name !== '') {
    return { name, groups, ...(uid !== '' && { uid }), ...(hasExtra && { extra }) };
  }
  if (uid === '' && groups.length === 0 && !hasExtra) return undefined;
  const described = describeUser(uid, groups, extra);
  throw badRequest(`requested ${described} without impersonating a user name`);
}

/** As Go prints a `user.DefaultInfo` with %#v. */
function describeUser(uid: string, groups: readonly string[], extras: Extras): string {
  const list = (values: readonly string[]) => `[]string{${values.map(goQuote).join(', ')}}`;
  const entries = Object.entries(extras).map(([key, values]) => `${goQuote(key)}:${list(values)}`);
  const extra = entries.length === 0 ? '(nil)' : `{${entries.sort().join(', ')}}`;
  const groupList = groups.length === 0 ? '[]string(nil)' : list(groups);
  return `&user.DefaultInfo{Name:"", UID:${goQuote(uid)}, Groups:${groupList}, Extra:map[string][]string${extra}}`;
}

function readExtras(exchange: Exchange): Extras {
  const headers = Object.keys(exchange.request.headers);
  const extras = new Map<string, string[]>();
  for (const header of headers.filter((each) => each.startsWith(extraHeaderPrefix))) {
    const key = unescapeKey(header.slice(extraHeaderPrefix.length));
    extras.set(key, [...(extras.get(key) ?? []), ...exchange.headerValues(header)]);
  }
  return Object.fromEntries(extras);
}

/** Keys are percent-encoded, so that they fit in a header's name; a malformed one is taken as it is. */
function unescapeKey(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
