import { Errno } from '../kernel/errno.js';
import { runtimeLimits } from '../runtime-limits.js';

/** How much a file system holds, and how much it may. */
export class StorageBudget {
  private bytes = 0;
  private inodes = 0;

  constructor(
    readonly bytesMax: number = runtimeLimits.storageBytesMax,
    readonly inodesMax: number = runtimeLimits.inodesMax,
  ) {}

  get bytesUsed(): number {
    return this.bytes;
  }

  /** @throws Errno ENOSPC */
  takeBytes(more: number): void {
    if (more > 0 && this.bytes + more > this.bytesMax) throw new Errno('ENOSPC');
    this.bytes = Math.max(0, this.bytes + more);
  }

  /** @throws Errno ENOSPC */
  takeInode(): void {
    if (this.inodes >= this.inodesMax) throw new Errno('ENOSPC');
    this.inodes += 1;
  }

  returnInode(): void {
    this.inodes = Math.max(0, this.inodes - 1);
  }
}
