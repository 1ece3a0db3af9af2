import { Global, Module } from '@nestjs/common';

/** What time it is: a value to inject, so that a test can let two hours pass. */
export interface Clock {
  now(): Date;
}

/** Injects the {@link Clock}. */
export const CLOCK = Symbol('Clock');

const systemClock: Clock = { now: () => new Date() };

@Global()
@Module({ providers: [{ provide: CLOCK, useValue: systemClock }], exports: [CLOCK] })
export class ClockModule {}
