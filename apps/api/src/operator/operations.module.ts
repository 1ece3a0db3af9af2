import { Global, Module } from '@nestjs/common';
import { PromptTimes } from './prompt-times.js';
import { RecentFailures } from './recent-failures.js';
import { RemovedOrphans } from './removed-orphans.js';

/** What this process remembers for whoever runs it; everything that works writes into it. */
@Global()
@Module({
  providers: [RecentFailures, RemovedOrphans, PromptTimes],
  exports: [RecentFailures, RemovedOrphans, PromptTimes],
})
export class OperationsModule {}
