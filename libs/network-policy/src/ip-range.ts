import ipaddr from 'ipaddr.js';
import type { IpBlock } from './network-policy.js';

export type IpFamily = 'ipv4' | 'ipv6';

type Ip = ReturnType<typeof ipaddr.process>;

/** An address, read once. */
export interface IpAddress {
  /** In its one spelling: `::ffff:10.0.0.1` is 10.0.0.1. */
  readonly text: string;
  readonly family: IpFamily;
  readonly ip: Ip;
}

/** Undefined where the text is no address. */
export function parseAddress(text: string): IpAddress | undefined {
  const ip = parseIp(text);
  return ip && { text: ip.toString(), family: ip.kind(), ip };
}

function parseIp(text: string): Ip | undefined {
  if (text.includes(':')) {
    return ipaddr.IPv6.isValid(text) && !text.includes('%') ? ipaddr.process(text) : undefined;
  }
  const decimal = text.replace(/\b0+(?=\d)/g, ''); // upstream lets leading zeros pass in old objects
  return ipaddr.IPv4.isValidFourPartDecimal(decimal) ? ipaddr.process(decimal) : undefined;
}

/** A range such as 10.0.0.0/8; bits of the address beyond the prefix do not matter. */
interface IpRange {
  readonly text: string;
  readonly address: Ip;
  readonly prefixLength: number;
}

function parseRange(text: string): IpRange | undefined {
  const [, host = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseIp(host);
  const prefixLength = Number(digits);
  if (address === undefined || prefixLength > (address.kind() === 'ipv4' ? 32 : 128))
    return undefined;
  return { text, address, prefixLength };
}

function contains({ address, prefixLength }: IpRange, ip: Ip): boolean {
  return address.kind() === ip.kind() && ip.match(address, prefixLength);
}

/** Whether a range such as 10.244.1.0/24 has the address; what is no range has none. */
export function isInRange(address: IpAddress, cidr: string): boolean {
  const range = parseRange(cidr);
  return range !== undefined && contains(range, address.ip);
}

/**
 * Why an address is not in a block, put into words only when somebody reads it; undefined where it
 * is. What is not valid contains nothing.
 */
export type BlockMatcher = (address: IpAddress) => (() => string) | undefined;

export function blockMatcher({ cidr, except }: IpBlock): BlockMatcher {
  const range = parseRange(cidr);
  const holes = (except ?? []).map(parseRange);
  return ({ text, ip }) => {
    if (range === undefined) return () => `${cidr} is not a valid range`;
    if (!contains(range, ip)) return () => `${cidr} does not contain ${text}`;
    for (const [index, hole] of holes.entries()) {
      if (hole === undefined) return () => `except ${except?.[index]} is not a valid range`;
      if (contains(hole, ip))
        return () => `${cidr} contains ${text}, but except ${hole.text} takes it out`;
    }
    return undefined;
  };
}
