import { randomInt } from 'node:crypto';
import type { ObjectReader } from '../../storage/object-reader.js';
import type { Draft } from '../resource-strategy.js';

const services = { group: '', resource: 'services' };

/** kubeadm's service range 10.96.0.0/12: its first address as a number, and how many there are. */
const rangeStart = (10 << 24) | (96 << 16);
const rangeSize = 2 ** 20;
/** Addresses below this are for those who ask for one by name, such as cluster DNS (KEP-3070). */
const staticBand = 256;
export const nodePortMin = 30_000;
export const nodePortMax = 32_767;

/** Addresses and ports that services hold. Read anew each time: services are few. */
export class ServiceAllocation {
  private readonly addresses = new Set<string>();
  private readonly nodePorts = new Set<number>();

  /** `except` is the service that is being changed. */
  constructor(reader: ObjectReader, except?: { readonly uid?: string | undefined }) {
    for (const { metadata, spec } of reader.list(services)) {
      if (except !== undefined && metadata.uid === except.uid) continue;
      const { clusterIPs = [], ports = [] } = (spec ?? {}) as Draft;
      for (const address of clusterIPs) this.addresses.add(address);
      for (const { nodePort } of ports) if (nodePort) this.nodePorts.add(nodePort);
    }
  }

  hasAddress(address: string): boolean {
    return this.addresses.has(address);
  }

  hasNodePort(port: number): boolean {
    return this.nodePorts.has(port);
  }

  takeAddress(): string {
    let address: string;
    do address = formatAddress(rangeStart + randomInt(staticBand, rangeSize - 1));
    while (this.addresses.has(address));
    this.addresses.add(address);
    return address;
  }

  /** Undefined where none is left. */
  takeNodePort(): number | undefined {
    const free = Array.from({ length: nodePortMax - nodePortMin + 1 }, (_, i) => nodePortMin + i);
    const ports = free.filter((port) => !this.nodePorts.has(port));
    const port = ports.length === 0 ? undefined : ports[randomInt(ports.length)];
    if (port !== undefined) this.nodePorts.add(port);
    return port;
  }
}

/** Whether an IPv4 address lies in the service range. */
export function isServiceAddress(address: string): boolean {
  const parts = address.split('.').map(Number);
  const isIpv4 = parts.length === 4 && parts.every((part) => part >= 0 && part <= 255);
  if (!isIpv4) return false;
  const value = parts.reduce((sum, part) => sum * 256 + part, 0);
  return value >= rangeStart && value < rangeStart + rangeSize;
}

function formatAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
