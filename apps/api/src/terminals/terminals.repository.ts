import { Injectable } from '@nestjs/common';
import { PrismaClient, type Terminal as TerminalRow } from '../database/generated/client.js';

/** A terminal as it is stored; whether its shell runs is known to the server that has it. */
export interface StoredTerminal {
  readonly id: string;
  readonly labSessionId: string;
  readonly title: string;
  readonly state: 'running' | 'exited';
  readonly exitCode: number | undefined;
  readonly cols: number;
  readonly rows: number;
}

@Injectable()
export class TerminalsRepository {
  constructor(private readonly prisma: PrismaClient) {}

  async create(terminal: Omit<StoredTerminal, 'state' | 'exitCode'>): Promise<StoredTerminal> {
    return toStored(await this.prisma.terminal.create({ data: terminal }));
  }

  /** The terminal, where this learner's session has it. */
  async findOf(learnerId: string, id: string): Promise<StoredTerminal | undefined> {
    const row = await this.prisma.terminal.findFirst({ where: { id, labSession: { learnerId } } });
    return row === null ? undefined : toStored(row);
  }

  async list(labSessionId: string): Promise<StoredTerminal[]> {
    const rows = await this.prisma.terminal.findMany({
      where: { labSessionId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map(toStored);
  }

  /** What is gone already need not be updated. */
  async markExited(id: string, exitCode: number): Promise<void> {
    await this.prisma.terminal.updateMany({ where: { id }, data: { state: 'exited', exitCode } });
  }

  async saveSize(id: string, size: { cols: number; rows: number }): Promise<void> {
    await this.prisma.terminal.updateMany({ where: { id }, data: size });
  }

  async delete(id: string): Promise<void> {
    await this.prisma.terminal.deleteMany({ where: { id } });
  }

  async deleteAll(labSessionId: string): Promise<void> {
    await this.prisma.terminal.deleteMany({ where: { labSessionId } });
  }
}

function toStored(row: TerminalRow): StoredTerminal {
  const { id, labSessionId, title, state, cols, rows } = row;
  return { id, labSessionId, title, state, cols, rows, exitCode: row.exitCode ?? undefined };
}
