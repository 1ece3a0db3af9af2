import { Inject, Injectable } from '@nestjs/common';
import { DATABASE } from '../database/database.module.js';
import type { Database } from '../database/open-database.js';
import type { Health } from './health.dto.js';

/** A database that takes longer than this would make every request fail. */
const answerLimitMs = 3_000;

@Injectable()
export class ReadinessService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async check(): Promise<Health> {
    const database = await describeFailure(this.database.ping(answerLimitMs));
    return {
      status: database === undefined ? 'ok' : 'unavailable',
      checks: { database: database ?? this.database.engine },
    };
  }
}

async function describeFailure(attempt: Promise<void>): Promise<string | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
