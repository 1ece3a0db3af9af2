import { expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { scriptCheck } from './script.check.js';

const spec = { on: 'workstation', script: 'checks/a.sh', timeoutSeconds: 5 } as const;
const labFiles = new Map([['checks/a.sh', 'true']]);

it.each<[string, { exitCode: number | undefined; output: string }, object]>([
  ['passes at status 0', { exitCode: 0, output: 'fine' }, { status: 'passed' }],
  ['fails at another', { exitCode: 3, output: '' }, { status: 'failed', actual: 'status 3' }],
  [
    'shows what the script said',
    { exitCode: 1, output: 'no such pod\n' },
    { status: 'failed', actual: 'status 1: no such pod' },
  ],
  [
    'says nothing of a script that does not end',
    { exitCode: undefined, output: '' },
    { status: 'inconclusive', why: expect.stringContaining('5 seconds') },
  ],
])('%s', async (_, result, outcome) => {
  const ran: string[] = [];
  const run = async ({ text }: { text: string }) => {
    ran.push(text);
    return result;
  };
  const context = contextOf({ labFiles, scripts: { run } });
  expect(await scriptCheck.evaluate(checkOf('script', spec), context)).toMatchObject(outcome);
  expect(ran).toEqual(['true']);
});

it.each([
  ['the script is missing', { scripts: { run: async () => ({ exitCode: 0, output: '' }) } }],
  ['there is no workspace', { labFiles }],
])('is inconclusive where %s', async (_, parts) => {
  expect(await scriptCheck.evaluate(checkOf('script', spec), contextOf(parts))).toMatchObject({
    status: 'inconclusive',
  });
});

it('runs on the node where it is told to', async () => {
  const runner = (exitCode: number) => ({ run: async () => ({ exitCode, output: '' }) });
  const check = checkOf('script', { ...spec, on: 'controlplane' });
  const parts = { labFiles, scripts: runner(1) };
  expect(
    await scriptCheck.evaluate(check, contextOf({ ...parts, nodeScripts: runner(0) })),
  ).toEqual({ status: 'passed' });
  expect(await scriptCheck.evaluate(check, contextOf(parts))).toMatchObject({
    status: 'inconclusive',
  });
});
