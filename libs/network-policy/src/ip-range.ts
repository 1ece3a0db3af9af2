import ipaddr from 'ipaddr.js';
import type { IpBlock } from './network-policy.js';

export type IpFamily = 'ipv4' | 'ipv6';

/** An address in its one spelling; undefined where the text is none. `::ffff:10.0.0.1` is 10.0.0.1. */
export function normalizeIp(text: string): string | undefined {
  return parseIp(text)?.toString();
}

export function ipFamily(ip: string): IpFamily | undefined {
  return parseIp(ip)?.kind();
}

type Ip = ReturnType<typeof ipaddr.process>;

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

/** Why an address is not in a block; undefined where it is. What is not valid contains nothing. */
export type BlockMatcher = (ip: string) => string | undefined;

export function blockMatcher({ cidr, except }: IpBlock): BlockMatcher {
  const range = parseRange(cidr);
  const holes = (except ?? []).map(parseRange);
  return (text) => {
    const ip = parseIp(text);
    if (range === undefined) return `${cidr} is not a valid range`;
    if (ip === undefined) return `${text} is not an address`;
    if (!contains(range, ip)) return `${cidr} does not contain ${text}`;
    for (const [index, hole] of holes.entries()) {
      if (hole === undefined) return `except ${except?.[index]} is not a valid range`;
      if (contains(hole, ip))
        return `${cidr} contains ${text}, but except ${hole.text} takes it out`;
    }
    return undefined;
  };
}
