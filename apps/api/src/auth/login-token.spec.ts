import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  consumeLoginToken,
  isOperatorToken,
  issueLoginToken,
  loginTokenLifetimeMs,
  sweepLoginTokens,
} from './login-token.js';

describe('login tokens', () => {
  let folder: string;
  const now = () => new Date();
  const tooLate = () => new Date(Date.now() + loginTokenLifetimeMs + 1000);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drillyard-tokens-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are 256 random bits, and nothing of them is kept', async () => {
    const token = await issueLoginToken(folder);
    expect(token).toMatch(/^[\w-]{43}$/);
    const [name] = await readdir(folder);
    expect(name).toMatch(/^[0-9a-f]{64}$/);
    expect(name).not.toContain(token);
  });

  it('work once, for one of many', async () => {
    const token = await issueLoginToken(folder);
    const attempts = await Promise.all(
      Array.from({ length: 5 }, () => consumeLoginToken(folder, token, now())),
    );
    expect(attempts.filter((role) => role !== undefined)).toEqual(['learner']);
    expect(await readdir(folder)).toEqual([]);
  });

  it('make an operator of whoever was given one for that', async () => {
    const token = await issueLoginToken(folder, 'operator');
    expect(await isOperatorToken(folder, token)).toBe(true);
    expect(await isOperatorToken(folder, await issueLoginToken(folder))).toBe(false);
    expect(await consumeLoginToken(folder, token, now())).toBe('operator');
    expect(await isOperatorToken(folder, token)).toBe(false);
  });

  it.each(['', 'x', '../login-tokens', '\0', 'x'.repeat(10_000)])(
    'never existed: %j',
    async (token) => {
      expect(await consumeLoginToken(folder, token, now())).toBeUndefined();
    },
  );

  it('grow too old, and are swept', async () => {
    const token = await issueLoginToken(folder);
    expect(await consumeLoginToken(folder, token, tooLate())).toBeUndefined();
    await issueLoginToken(folder);
    await sweepLoginTokens(folder, now());
    expect(await readdir(folder)).toHaveLength(1);
    await sweepLoginTokens(folder, tooLate());
    expect(await readdir(folder)).toEqual([]);
  });
});
