import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Terminal } from '../terminal.js';
import { TerminalDriver } from './terminal-driver.js';

export interface TerminalUnderTest {
  /** Runs an interactive bash of 80 columns and 24 rows. */
  readonly open: () => Promise<Terminal>;
}

/**
 * Says `busy-2` when it runs, and `again-2` when it goes on after a stop: a key that is pressed earlier
 * reaches the shell in place of its job.
 */
const busy = `bash -c 'trap "echo again-\\$((1 + 1))" CONT; echo busy-$((1 + 1)); while :; do sleep 0.05; done'`;

/** What every {@link Terminal} with a shell in it does; run it in the spec of each implementation. */
export function terminalContract(make: () => TerminalUnderTest): void {
  describe('terminal', () => {
    let terminal: Terminal;
    let driver: TerminalDriver;

    beforeEach(async () => {
      terminal = await make().open();
      driver = new TerminalDriver(terminal);
      await driver.shows('$ ');
    });
    afterEach(() => terminal.close());

    it('takes keystrokes and shows output', async () => {
      await driver.command('echo $((6 * 7))-shown', '42-shown');
    });

    it('has the size it was given, and changes it', async () => {
      await driver.command('stty size', '24 80');
      terminal.resize(132, 43);
      await driver.command('stty size', '43 132');
    });

    it('tells a running program of a new size', async () => {
      const program = `trap 'stty size | tr " " x' WINCH; echo set-up; while :; do sleep 0.05; done`;
      await driver.command(`bash -c '${program.replaceAll("'", "'\\''")}'`, 'set-up\r\n');
      terminal.resize(100, 30);
      await driver.shows('30x100');
      driver.type('\x03');
    });

    it('interrupts with Ctrl-C', async () => {
      await driver.command(`${busy}; echo not-$((1 + 1))-reached`, 'busy-2');
      driver.forget();
      driver.type('\x03');
      await driver.shows('$ ');
      await driver.command('echo status-$?', 'status-130');
    });

    it('stops a job with Ctrl-Z and brings it back', async () => {
      await driver.command(busy, 'busy-2');
      driver.forget();
      driver.type('\x1a');
      await driver.shows('Stopped');
      await driver.command('jobs -l; fg', /Stopped.*busy[\s\S]*again-2/);
      driver.type('\x03');
      await driver.command('jobs; echo no-$((1 - 1))-jobs', 'no-0-jobs');
    });

    it('carries text of every language', async () => {
      await driver.command("printf '%s\\n' 'Grüße 世界 🚀' | tr -d ' '", 'Grüße世界🚀');
    });

    it('waits while it is paused', async () => {
      driver.type('read -r _; seq 1 200000; echo the-$((1 + 1))-end\r');
      await driver.shows('the-$((1 + 1))-end\r\n');
      terminal.pause();
      const before = driver.bytesShown;
      driver.type('\r');
      await expect.poll(() => driver.bytesShown - before, { timeout: 300 }).toBe(0);
      terminal.resume();
      await driver.shows('the-2-end');
    });

    it('reports how the shell ended', async () => {
      driver.type('exit 7\r');
      expect(await driver.exits()).toEqual({ exitCode: 7 });
      const late = await new Promise((resolve) => terminal.onExit(resolve));
      expect(late).toEqual({ exitCode: 7 });
    });

    it('ends everything it started when it is closed', async () => {
      driver.type('(trap "" HUP; exec sleep 1000) &\rsleep 1000\r');
      await driver.shows('sleep 1000\r\n');
      await terminal.close();
      expect(await driver.exits()).toBeDefined();
      await terminal.close();
    });
  });
}
