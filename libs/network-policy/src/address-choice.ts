import type { IpAddress, IpFamily } from './ip-range.js';
import type { Party } from './party.js';

/** The address families of a party, the preferred one first. */
export function familiesOf({ addresses }: Party): IpFamily[] {
  return [...new Set(addresses.map(({ family }) => family))];
}

/** Where a client of these families finds `to`: both ends have to talk in one family. */
export function destinationAddress(
  clientFamilies: readonly IpFamily[],
  { addresses }: Party,
): IpAddress | undefined {
  return addresses.find(({ family }) => clientFamilies.includes(family)) ?? addresses[0];
}

/** What `from` is seen as by a destination of these families; undefined where they share none. */
export function sourceAddress(
  { addresses }: Party,
  destinationFamilies: readonly IpFamily[],
): IpAddress | undefined {
  if (destinationFamilies.length === 0) return addresses[0];
  const find = (wanted: IpFamily) => addresses.find(({ family }) => family === wanted);
  return destinationFamilies.map(find).find((address) => address !== undefined);
}
