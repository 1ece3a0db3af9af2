import { BlockList, isIP } from 'node:net';
import { type FieldError, invalidValue } from './field-error.js';
import { parseCidr } from './networking/cidr.js';

const notAnAddress = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const notARange = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/** An address that reads the same to everybody (apimachinery `IsValidIP`; StrictIPCIDRValidation). */
export function validateIp(field: string, text: string): FieldError[] {
  const plain = withoutLeadingZeros(text);
  if (isIP(plain) === 0) return [invalidValue(field, text, notAnAddress)];
  if (plain !== text) return [invalidValue(field, text, 'must not have leading 0s')];
  if (!/^::ffff:\d+\./i.test(text)) return [];
  return [invalidValue(field, text, 'must not be an IPv4-mapped IPv6 address')];
}

export function validateCidr(field: string, text: string): FieldError[] {
  return parseCidr(text) === undefined ? [invalidValue(field, text, notARange)] : [];
}

export function withoutLeadingZeros(text: string): string {
  return text.includes(':') ? text : text.replace(/\b0+(?=\d)/g, '');
}

const special = [
  { name: 'unspecified', ranges: ['0.0.0.0/32', '::/128'], detail: 'may not be unspecified' },
  {
    name: 'loopback',
    ranges: ['127.0.0.0/8', '::1/128'],
    detail: 'loopback range (127.0.0.0/8, ::1/128)',
  },
  {
    name: 'link-local',
    ranges: ['169.254.0.0/16', 'fe80::/10'],
    detail: 'link-local range (169.254.0.0/16, fe80::/10)',
  },
  {
    name: 'multicast',
    ranges: ['224.0.0.0/24', 'ff02::/16'],
    detail: 'link-local multicast range (224.0.0.0/24, ff02::/10)',
  },
].map(({ name, ranges, detail }) => ({ list: listOf(ranges), name, detail }));

/** An address that others than its own host can reach (`ValidateEndpointIP`). */
export function validateEndpointIp(field: string, text: string): FieldError[] {
  const plain = withoutLeadingZeros(text);
  const version = isIP(plain);
  if (version === 0) return [invalidValue(field, text, 'must be a valid IP address')];
  return special
    .filter(({ list }) => list.check(plain, version === 4 ? 'ipv4' : 'ipv6'))
    .map(({ name, detail }) => {
      if (name !== 'unspecified') return invalidValue(field, text, `may not be in the ${detail}`);
      return invalidValue(field, text, `${detail} (${text})`);
    });
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const cidr = parseCidr(range);
    if (cidr !== undefined) list.addSubnet(cidr.address, cidr.prefixLength, cidr.family);
  }
  return list;
}
