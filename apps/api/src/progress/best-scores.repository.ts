import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../database/generated/client.js';

export interface BestScore {
  readonly points: number;
  readonly max: number;
}

/** The best a learner ever had in each lab. */
@Injectable()
export class BestScoresRepository {
  constructor(private readonly prisma: PrismaClient) {}

  /** By lab. */
  async list(learnerId: string): Promise<Map<string, BestScore>> {
    const rows = await this.prisma.bestScore.findMany({ where: { learnerId } });
    return new Map(rows.map(({ lab, points, max }) => [lab, { points, max }]));
  }

  /** Keeps the score if it is better than any before. */
  async raise(learnerId: string, lab: string, score: BestScore, now: Date): Promise<void> {
    if (score.points === 0) return;
    await this.prisma.$executeRaw`
      INSERT INTO best_scores (learner_id, lab, points, max, achieved_at)
      VALUES (${learnerId}::uuid, ${lab}, ${score.points}, ${score.max}, ${now}::timestamptz)
      ON CONFLICT (learner_id, lab) DO UPDATE
      SET points = EXCLUDED.points, max = EXCLUDED.max, achieved_at = EXCLUDED.achieved_at
      WHERE best_scores.points < EXCLUDED.points`;
  }
}
