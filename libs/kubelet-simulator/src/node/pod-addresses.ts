/** Addresses of a node's pods, from the range the cluster gave the node (host-local IPAM). */
export class PodAddresses {
  private readonly taken = new Map<string, string>();
  private base: number | undefined;
  private size = 0;
  private last = 1;

  /** `10.244.1.0/24`; addresses given before stay. */
  set podCidr(cidr: string) {
    const [address = '', bits = '24'] = cidr.split('/');
    this.base = toNumber(address);
    this.size = 2 ** (32 - Number(bits));
  }

  get isReady(): boolean {
    return this.base !== undefined;
  }

  /** The pod's address, the next free one where it has none; undefined where there is none. */
  of(uid: string): string | undefined {
    const known = this.taken.get(uid);
    if (known !== undefined || this.base === undefined) return known;
    const used = new Set(this.taken.values());
    // The network's own address, its gateway and its broadcast address are nobody's.
    for (let tried = 0; tried < this.size - 3; tried++) {
      this.last = this.last >= this.size - 2 ? 2 : this.last + 1;
      const address = toText(this.base + this.last);
      if (used.has(address)) continue;
      this.taken.set(uid, address);
      return address;
    }
    return undefined;
  }

  /** Gives a pod the address it had before. */
  keep(uid: string, address: string): void {
    this.taken.set(uid, address);
    if (this.base === undefined) return;
    const offset = toNumber(address) - this.base;
    if (offset > this.last && offset < this.size - 1) this.last = offset;
  }

  release(uid: string): void {
    this.taken.delete(uid);
  }
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toText(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}
