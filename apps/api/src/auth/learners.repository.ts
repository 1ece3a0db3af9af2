import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../database/generated/client.js';
import type { Learner } from './learner.js';

@Injectable()
export class LearnersRepository {
  constructor(private readonly prisma: PrismaClient) {}

  /** The learner of this name, made at the first call. */
  async getOrCreate(name: string): Promise<Learner> {
    return this.prisma.learner.upsert({
      where: { name },
      create: { id: randomUUID(), name },
      update: {},
      select: { id: true, name: true },
    });
  }
}
