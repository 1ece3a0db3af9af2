import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../database/generated/client.js';
import type { Learner } from './learner.js';

/** The browsers that are signed in. */
@Injectable()
export class LoginsRepository {
  constructor(private readonly prisma: PrismaClient) {}

  async create(login: { cookieHash: string; learnerId: string; expiresAt: Date }): Promise<void> {
    await this.prisma.login.create({ data: login });
  }

  async findLearner(cookieHash: string, now: Date): Promise<Learner | undefined> {
    const login = await this.prisma.login.findUnique({
      where: { cookieHash, expiresAt: { gt: now } },
      select: { learner: { select: { id: true, name: true, role: true } } },
    });
    return login?.learner;
  }

  async delete(cookieHash: string): Promise<void> {
    await this.prisma.login.deleteMany({ where: { cookieHash } });
  }

  async deleteExpired(now: Date): Promise<void> {
    await this.prisma.login.deleteMany({ where: { expiresAt: { lte: now } } });
  }
}
