import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../database/generated/client.js';
import type { Learner, LearnerRole } from './learner.js';

@Injectable()
export class LearnersRepository {
  constructor(private readonly prisma: PrismaClient) {}

  /** The learner of this name, made at the first call; with this role from then on. */
  async getOrCreate(name: string, role: LearnerRole): Promise<Learner> {
    return this.prisma.learner.upsert({
      where: { name },
      create: { id: randomUUID(), name, role },
      update: { role },
      select: { id: true, name: true, role: true },
    });
  }
}
