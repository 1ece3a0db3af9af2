import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../database/generated/client.js';

/** Who works on sessions, and for how long the others leave one alone after it was taken. */
export interface Lease {
  readonly host: string;
  readonly now: Date;
  readonly until: Date;
}

@Injectable()
export class LabSessionLeasesRepository {
  constructor(private readonly prisma: PrismaClient) {}

  /**
   * Takes the oldest session that waits for work: one to provision, to end, or whose time is
   * over; its id. Rows others work on are passed over, so servers never take the same one.
   */
  async claim(lease: Lease): Promise<string | undefined> {
    const [claimed] = await this.prisma.$queryRaw<{ id: string }[]>`
      UPDATE lab_sessions
      SET lease_owner = ${lease.host}, lease_until = ${lease.until}, host = ${lease.host}
      WHERE id = (
        SELECT id FROM lab_sessions
        WHERE (lease_until IS NULL OR lease_until < ${lease.now})
          AND (host IS NULL OR host = ${lease.host})
          AND (
            state IN ('requested', 'provisioning', 'ending')
            OR (state = 'ready' AND expires_at <= ${lease.now})
          )
        ORDER BY created_at
        LIMIT 1
        FOR UPDATE SKIP LOCKED
      )
      RETURNING id::text AS id`;
    return claimed?.id;
  }

  async renew(id: string, lease: Lease): Promise<void> {
    await this.prisma.labSession.updateMany({
      where: { id, leaseOwner: lease.host },
      data: { leaseUntil: lease.until },
    });
  }

  /** Gives the session back; with `retryAt`, nobody takes it before that. */
  async release(id: string, host: string, retryAt?: Date): Promise<void> {
    await this.prisma.labSession.updateMany({
      where: { id, leaseOwner: host },
      data: { leaseOwner: null, leaseUntil: retryAt ?? null },
    });
  }

  /** Forgets the leases of an earlier life of this host, which cannot work on anything any more. */
  async dropLeases(host: string): Promise<void> {
    await this.prisma.labSession.updateMany({
      where: { leaseOwner: host },
      data: { leaseOwner: null, leaseUntil: null },
    });
  }
}
