import { randomInt } from 'node:crypto';
import type { ObjectReader } from '../../storage/object-reader.js';
import type { Draft } from '../resource-strategy.js';

const services = { group: '', resource: 'services' };

/** IPv4 addresses of services: the first as a number, and how many there are. */
export interface ServiceRange {
  readonly start: number;
  readonly size: number;
}

/** kubeadm's `--service-cluster-ip-range`: 10.96.0.0/12. */
export const kubeadmServiceRange: ServiceRange = { start: (10 << 24) | (96 << 16), size: 2 ** 20 };

/** Those at the start of a range are for who asks for one by name, such as cluster DNS (KEP-3070). */
const staticBandMin = 16;
const staticBandMax = 256;
export const nodePortMin = 30_000;
export const nodePortMax = 32_767;

/** Addresses and ports that services hold. Read anew each time: services are few. */
export class ServiceAllocation {
  private readonly addresses = new Set<string>();
  private readonly nodePorts = new Set<number>();

  /** `except` is the service that is being changed. */
  constructor(
    reader: ObjectReader,
    private readonly range: ServiceRange,
    except?: { readonly uid?: string | undefined },
  ) {
    for (const { metadata, spec } of reader.list(services)) {
      if (except !== undefined && metadata.uid === except.uid) continue;
      const { clusterIPs = [], ports = [] } = (spec ?? {}) as Draft;
      for (const address of clusterIPs) this.addresses.add(address);
      for (const { nodePort } of ports) if (nodePort) this.nodePorts.add(nodePort);
    }
  }

  isInRange(address: string): boolean {
    const value = addressNumber(address);
    const { start, size } = this.range;
    return value !== undefined && value >= start && value < start + size;
  }

  /** Such as `10.96.0.0/12`. */
  get rangeText(): string {
    const { start, size } = this.range;
    return `${formatAddress(start)}/${32 - Math.log2(size)}`;
  }

  hasAddress(address: string): boolean {
    return this.addresses.has(address);
  }

  hasNodePort(port: number): boolean {
    return this.nodePorts.has(port);
  }

  /** A free one, by chance; undefined where the range is full. */
  takeAddress(): string | undefined {
    const { start, size } = this.range;
    const band = Math.min(Math.max(staticBandMin, size / 16), staticBandMax);
    // Neither the network's own address nor its last one.
    const first = size > 2 * band ? band : 1;
    const count = size - 1 - first;
    const offset = count > 0 ? randomInt(count) : 0;
    for (let tried = 0; tried < count; tried += 1) {
      const address = formatAddress(start + first + ((offset + tried) % count));
      if (this.addresses.has(address)) continue;
      this.addresses.add(address);
      return address;
    }
    return undefined;
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

/** Reads the first range of `--service-cluster-ip-range`; undefined where it is of IPv6. */
export function parseServiceRange(text: string): ServiceRange | undefined {
  const [address = '', prefixLength = ''] = text.split(',')[0]?.split('/') ?? [];
  const value = addressNumber(address);
  if (value === undefined) return undefined;
  const size = 2 ** (32 - Number(prefixLength));
  return { start: value - (value % size), size };
}

function addressNumber(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  const isIpv4 = parts.length === 4 && parts.every((part) => part >= 0 && part <= 255);
  return isIpv4 ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

function formatAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
