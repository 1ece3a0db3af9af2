import { describe, expect, it } from 'vitest';
import { requireKind } from './kind-version.js';
import { ScriptedCommandRunner } from './testing/scripted-command-runner.js';

const version = (stdout: string) =>
  requireKind(new ScriptedCommandRunner().on(/^kind version$/, { stdout }), 'kind');

describe('requireKind', () => {
  it.each([
    ['kind v0.32.0 go1.25.9 linux/amd64\n', '0.32.0'],
    ['kind v0.33.0-alpha.12+0123456789abcd go1.26.0 linux/arm64\n', '0.33.0'],
    ['kind v0.33.4 go1.26.0 darwin/arm64\n', '0.33.4'],
  ])('takes %j', async (stdout, expected) => {
    expect(await version(stdout)).toBe(expected);
  });

  it.each([
    ['kind v0.31.0 go1.25.5 linux/amd64\n', 'KIND_VERSION_UNSUPPORTED', '0.32.0'],
    ['kind v0.34.0 go1.26.0 linux/amd64\n', 'KIND_VERSION_UNSUPPORTED', 'below 0.34.0'],
    ['kind v1.0.0 go1.26.0 linux/amd64\n', 'KIND_VERSION_UNSUPPORTED', 'kind 1.0.0'],
    ['\u001b[31mwat\u001b[0m', 'TOOL_OUTPUT_UNREADABLE', 'wat'],
    ['', 'TOOL_OUTPUT_UNREADABLE', 'kind version'],
  ])('refuses %j and says what is needed', async (stdout, code, words) => {
    await expect(version(stdout)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  it('says how to get kind where there is none', async () => {
    const runner = new ScriptedCommandRunner().on(/kind/, { missing: true });
    await expect(requireKind(runner, 'kind')).rejects.toMatchObject({
      code: 'KIND_MISSING',
      message: expect.stringContaining('Install it'),
    });
  });
});
