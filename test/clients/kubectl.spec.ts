/**
 * Everyday commands of kubectl, unmodified, against the embedded cluster. Beside the `kubectl` in the
 * PATH it runs those that KUBECTLS names, separated by colons: the same must work with every minor.
 */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientWorkplace } from './client-workplace.js';
import { type EverydayCommand, everydayCommands, manifests } from './everyday-commands.js';

const kubectls = ['kubectl', ...(process.env['KUBECTLS'] ?? '').split(':')].filter(Boolean);

/** Minor version of a client; undefined where it does not run. */
function minorOf(kubectl: string): number | undefined {
  const { stdout } = spawnSync(kubectl, ['version', '--client', '-o', 'json'], {
    encoding: 'utf8',
  });
  const minor = /"minor": "(\d+)/.exec(stdout ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}

describe.each(kubectls.map((kubectl) => ({ kubectl, minor: minorOf(kubectl) })))(
  '$kubectl 1.$minor',
  ({ kubectl, minor }) => {
    let place: ClientWorkplace;
    beforeAll(async () => {
      if (minor === undefined) return;
      place = await ClientWorkplace.open();
      for (const [name, text] of Object.entries(manifests)) await place.write(name, text);
    });
    afterAll(async () => {
      await place?.close();
    });

    const runs = ({ since = 0, until = Number.POSITIVE_INFINITY }: EverydayCommand) =>
      minor !== undefined && minor >= since && minor <= until;

    for (const everyday of everydayCommands) {
      const { command, prints, fails = false } = everyday;
      it.skipIf(!runs(everyday))(command, async () => {
        const script = command.replaceAll('kubectl', '"$0"');
        const answer = await place.run('bash', '-o', 'pipefail', '-c', script, kubectl);
        const printed = answer.output + answer.errors;
        expect(printed).toMatch(prints);
        expect(answer.exitCode, printed).toBe(fails ? 1 : 0);
      });
    }

    it.skipIf(minor === undefined)('met no bug of the server', () => {
      expect(place.unexpected).toEqual([]);
    });
  },
);
