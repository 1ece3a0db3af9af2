import { OperationalError, UnexpectedError, UserError } from '@drillyard/errors';
import { NotFoundException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../request-error.js';
import { toProblem } from './to-problem.js';

const asProblem = (error: unknown) => toProblem(error, 'the-id');

describe('toProblem', () => {
  it.each([
    [new RequestError('LAB_NOT_FOUND', 'There is no lab x.'), 404, 'LAB_NOT_FOUND'],
    [new RequestError('TERMINAL_LIMIT', 'Enough.'), 429, 'TERMINAL_LIMIT'],
    [new UserError('STEP_FAILED', 'Of a library.'), 400, 'STEP_FAILED'],
    [new OperationalError('CLUSTER_UNREACHABLE', 'Away.'), 503, 'CLUSTER_UNREACHABLE'],
    [new NotFoundException(), 404, 'NOT_FOUND'],
    [Object.assign(new Error('no space'), { code: 'ENOSPC' }), 507, 'DISK_FULL'],
    [
      new Error('query failed', { cause: Object.assign(new Error('x'), { code: '53100' }) }),
      507,
      'DISK_FULL',
    ],
    [Object.assign(new Error('too big'), { status: 413, expose: true }), 413, 'BODY_TOO_LARGE'],
  ])('knows %s', (error, status, code) => {
    expect(asProblem(error)).toMatchObject({ status, code, requestId: 'the-id' });
  });

  it.each([
    new UnexpectedError('INVARIANT_VIOLATED', 'secret detail'),
    new Error('secret detail'),
    'secret detail',
    undefined,
    Object.assign(new Error('secret detail'), { status: 500, expose: true }),
  ])('keeps a bug to itself: %s', (error) => {
    const problem = asProblem(error);
    expect(problem).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(problem.detail).toContain('the-id');
  });

  it('shows the details of an error of ours', () => {
    const error = new RequestError('LAB_SESSION_STATE', 'No.', { details: { state: 'ended' } });
    expect(asProblem(error).details).toEqual({ state: 'ended' });
  });
});
