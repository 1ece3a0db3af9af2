import { type CheckOutcome, failed } from '../check-outcome.js';

/** The names a certificate, or a request for one, has. */
export interface CertificateNames {
  readonly subject: { readonly commonName: string; readonly organizations: readonly string[] };
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
}
export interface WantedNames {
  readonly commonName?: string | undefined;
  readonly organizations?: readonly string[] | undefined;
  readonly dnsNames?: readonly string[] | undefined;
  readonly ipAddresses?: readonly string[] | undefined;
}

/** Undefined where the names are those wanted: common name and organizations exactly, others among all. */
export function judgeNames(
  names: CertificateNames,
  wanted: WantedNames,
  place: string,
): CheckOutcome | undefined {
  const { commonName, organizations } = names.subject;
  if (wanted.commonName !== undefined && wanted.commonName !== commonName) {
    return failed(`The common name (CN) of ${place} is another.`, {
      expected: wanted.commonName,
      actual: commonName === '' ? 'no common name' : commonName,
    });
  }
  if (wanted.organizations !== undefined && !isSameSet(wanted.organizations, organizations)) {
    return failed(`The organizations (O) of ${place} are not right.`, {
      expected: list(wanted.organizations),
      actual: list(organizations),
    });
  }
  return (
    judgeAmong('names', wanted.dnsNames, names.dnsNames, place) ??
    judgeAmong('addresses', wanted.ipAddresses, names.ipAddresses, place)
  );
}

/** Undefined where every one of the wanted is there. */
export function judgeAmong(
  what: string,
  wanted: readonly string[] | undefined,
  present: readonly string[],
  place: string,
): CheckOutcome | undefined {
  const lacking = (wanted ?? []).filter((item) => !present.includes(item));
  if (lacking.length === 0) return undefined;
  return failed(`${place} lacks some of its ${what}.`, {
    expected: list(lacking),
    actual: list(present),
  });
}

export function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [new Set(one), new Set(other)];
  return a.size === b.size && [...a].every((item) => b.has(item));
}

export function list(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}
