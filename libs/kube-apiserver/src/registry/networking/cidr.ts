import { BlockList, isIP } from 'node:net';

/** An address range as manifests write it: `10.0.0.0/8`, `2001:db8::/64`. */
export interface Cidr {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly prefixLength: number;
}

/** Undefined where the text is no CIDR; leading zeros are let pass, as upstream does. */
export function parseCidr(text: string): Cidr | undefined {
  const [, address = '', digits = ''] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const plain = address.includes(':') ? address : address.replace(/\b0+(?=\d)/g, '');
  const version = isIP(plain);
  const prefixLength = Number(digits);
  if (version === 0 || prefixLength > (version === 4 ? 32 : 128)) return undefined;
  return { address: plain, family: version === 4 ? 'ipv4' : 'ipv6', prefixLength };
}

/** Whether `inner` lies within `outer` and is smaller. */
export function isStrictSubset(inner: Cidr, outer: Cidr): boolean {
  if (inner.family !== outer.family || inner.prefixLength <= outer.prefixLength) return false;
  const range = new BlockList();
  range.addSubnet(outer.address, outer.prefixLength, outer.family);
  return range.check(inner.address, inner.family);
}
