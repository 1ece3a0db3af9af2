import { OperationalError } from '@drillyard/errors';
import { Injectable } from '@nestjs/common';
import {
  type LabSession as LabSessionRow,
  Prisma,
  PrismaClient,
} from '../database/generated/client.js';
import { RequestError } from '../request-error.js';
import type { StepView } from './lab-session.dto.js';
import { isLive, type LabSession } from './lab-session.js';
import { LabSessionChanges } from './lab-session-changes.js';

/** A session together with what guards it in the database. */
export interface StoredLabSession extends LabSession {
  /** Grows with every change. */
  readonly version: number;
  /** The data folder that has its cluster and workspace. */
  readonly host: string | undefined;
}

/** Two writers collide now and then; this often in a row means that something writes in a loop. */
const changeAttemptsMax = 10;

@Injectable()
export class LabSessionsRepository {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly changes: LabSessionChanges,
  ) {}

  /** Stores a new session; returns the live one of this learner and lab where there is one. */
  async create(session: LabSession): Promise<{ stored: StoredLabSession; isNew: boolean }> {
    const liveKey = liveKeyOf(session);
    try {
      const row = await this.prisma.labSession.create({
        data: { ...toColumns(session), id: session.id, learnerId: session.learnerId },
      });
      return { stored: toLabSession(row), isNew: true };
    } catch (error) {
      if (liveKey === null || !isUniqueViolation(error)) throw error;
      const row = await this.prisma.labSession.findUnique({ where: { liveKey } });
      if (row === null) throw error;
      return { stored: toLabSession(row), isNew: false };
    }
  }

  async find(id: string): Promise<StoredLabSession | undefined> {
    const row = await this.prisma.labSession.findUnique({ where: { id } });
    return row === null ? undefined : toLabSession(row);
  }

  async listLive(learnerId: string): Promise<StoredLabSession[]> {
    const rows = await this.prisma.labSession.findMany({
      where: { learnerId, liveKey: { not: null } },
      orderBy: { createdAt: 'asc' },
    });
    return rows.map(toLabSession);
  }

  /** Everybody's, with the name of whose they are; the oldest first. */
  async listAllLive(): Promise<(StoredLabSession & { learnerName: string; terminals: number })[]> {
    const rows = await this.prisma.labSession.findMany({
      where: { liveKey: { not: null } },
      include: {
        learner: { select: { name: true } },
        _count: { select: { terminals: { where: { state: 'running' } } } },
      },
      orderBy: { createdAt: 'asc' },
    });
    return rows.map(({ learner, _count, ...row }) => ({
      ...toLabSession(row),
      learnerName: learner.name,
      terminals: _count.terminals,
    }));
  }

  /** The learner's last session of the lab, whatever its state. */
  async findLatest(learnerId: string, lab: string): Promise<StoredLabSession | undefined> {
    const row = await this.prisma.labSession.findFirst({
      where: { learnerId, lab },
      orderBy: { createdAt: 'desc' },
    });
    return row === null ? undefined : toLabSession(row);
  }

  /** The sessions whose cluster and workspace lie in this data folder and are in use. */
  async listHosted(host: string): Promise<StoredLabSession[]> {
    const rows = await this.prisma.labSession.findMany({
      where: { host, liveKey: { not: null } },
    });
    return rows.map(toLabSession);
  }

  /**
   * Applies a transition to the session as it is now, again if somebody else was faster, and tells
   * whoever follows the session. The transition may run several times and must be pure.
   */
  async change(
    id: string,
    transition: (session: StoredLabSession) => LabSession,
  ): Promise<StoredLabSession> {
    for (let attempt = 0; attempt < changeAttemptsMax; attempt += 1) {
      const before = await this.find(id);
      if (before === undefined) throw gone(id);
      const after = transition(before);
      if (after === before) return before;
      const version = before.version + 1;
      const { count } = await this.prisma.labSession
        .updateMany({
          where: { id, version: before.version },
          data: { ...toColumns(after), version },
        })
        .catch((error: unknown) => {
          throw isUniqueViolation(error) ? anotherIsLive(after) : error;
        });
      if (count === 0) continue;
      this.changes.publish(id);
      return { ...after, version, host: before.host };
    }
    throw new OperationalError(
      'LAB_SESSION_CONTENDED',
      `The lab session ${id} is being changed by others all the time; try again.`,
      { retryable: true },
    );
  }
}

function liveKeyOf(session: LabSession): string | null {
  return isLive(session) ? `${session.learnerId}/${session.lab}` : null;
}

function toColumns(session: LabSession) {
  const { lab, seed, state, generation, createdAt, extensionsUsed } = session;
  return {
    ...{ lab, seed, state, generation, createdAt, extensionsUsed },
    steps: session.steps.map((step) => ({ ...step })),
    failureCode: session.failure?.code ?? null,
    failureMessage: session.failure?.message ?? null,
    clusterProvider: session.cluster?.provider ?? null,
    clusterVersion: session.cluster?.version ?? null,
    readyAt: session.readyAt ?? null,
    endedAt: session.endedAt ?? null,
    expiresAt: session.expiresAt ?? null,
    liveKey: liveKeyOf(session),
  };
}

function toLabSession(row: LabSessionRow): StoredLabSession {
  const { id, learnerId, lab, seed, state, generation, createdAt, extensionsUsed, version } = row;
  return {
    ...{ id, learnerId, lab, seed, state, generation, createdAt, extensionsUsed, version },
    // The column holds what toColumns wrote.
    steps: row.steps as unknown as StepView[],
    failure:
      row.failureCode === null
        ? undefined
        : { code: row.failureCode, message: row.failureMessage ?? '' },
    cluster:
      row.clusterProvider === null || row.clusterVersion === null
        ? undefined
        : { provider: row.clusterProvider, version: row.clusterVersion },
    readyAt: row.readyAt ?? undefined,
    endedAt: row.endedAt ?? undefined,
    expiresAt: row.expiresAt ?? undefined,
    host: row.host ?? undefined,
  };
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

function anotherIsLive({ lab }: LabSession): RequestError {
  return new RequestError(
    'LAB_SESSION_STATE',
    `Another session of ${lab} goes on; end that one first.`,
  );
}

function gone(id: string): OperationalError {
  return new OperationalError('LAB_SESSION_GONE', `The lab session ${id} is no longer stored.`);
}
