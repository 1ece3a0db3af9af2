import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runIn, scriptTimeoutMs, type WorkspaceSubject } from './workspace-subject.js';

export function workspaceScriptContract(subject: WorkspaceSubject): void {
  describe('scripts', () => {
    it('run to their end and show what they printed', async () => {
      const result = await runIn(subject, 'echo out; echo err >&2; pwd; exit 3');
      expect(result.exitCode).toBe(3);
      expect(result.output).toMatch(/^out\nerr\n\/.+\n$/);
    });

    it('are run by the program their first line names', async () => {
      const { output } = await runIn(
        subject,
        '#!/usr/bin/env -S awk -f\nBEGIN { print "from awk" }\n',
      );
      expect(output).toBe('from awk\n');
    });

    it('are stopped with all they started at their time limit', async () => {
      // Where there is no sandbox every process of the machine is seen.
      const sleep = `sleep 98765.${randomInt(1_000_000)}`;
      const { exitCode, output } = await subject.workspace.run({
        text: `echo begun; ${sleep} & ${sleep}`,
        timeoutMs: 2_000,
      });
      expect({ exitCode, output }).toEqual({ exitCode: undefined, output: 'begun\n' });
      expect((await runIn(subject, `pgrep -fc '^${sleep}' || :`)).output.trim()).toBe('0');
    });

    it('are stopped by their signal', async () => {
      const abort = new AbortController();
      const result = subject.workspace.run({
        text: 'sleep 1000',
        timeoutMs: scriptTimeoutMs,
        signal: abort.signal,
      });
      abort.abort(new Error('no longer wanted'));
      await expect(result).rejects.toThrow('no longer wanted');
    });

    it('keep the last 64 KiB of what they print', async () => {
      const { output } = await runIn(subject, 'seq 1 100000');
      expect(output.length).toBe(64 * 1024);
      expect(output.endsWith('\n99999\n100000\n')).toBe(true);
    });
  });
}
