import { expect, it } from 'vitest';
import type { CheckOutcomeView, TaskView } from '../../api-client/views';
import { describeCheckChanges } from './check-changes';

const view = (outcome: CheckOutcomeView, earned = false, state: TaskView['state'] = 'open') => ({
  tasks: [
    {
      id: 'grant',
      title: 'Grant read access',
      body: '',
      points: 10,
      earned: 0,
      state,
      hints: { total: 0, revealed: [] },
      checks: [
        { id: 'jane reads', name: 'jane reads', kind: 'access', points: 5, earned, outcome },
      ],
    },
  ],
});
const failed = (reason: string): CheckOutcomeView => ({ status: 'failed', reason, evidence: [] });
const passed: CheckOutcomeView = { status: 'passed' };

it.each([
  ['nothing new', view(failed('No role.')), view(failed('No role.')), []],
  [
    'another reason',
    view(failed('No role.')),
    view(failed('Too much.')),
    ['Check "jane reads" does not pass: Too much.'],
  ],
  ['the first look', view({ status: 'pending' }), view(failed('No role.')), []],
  ['a pass at the first look', view({ status: 'pending' }), view(passed), []],
  ['a pass', view(failed('No role.')), view(passed, true), ['Check passed: jane reads.']],
  [
    'a regression',
    view(passed, true),
    view(failed('Gone.'), true),
    ['Check "jane reads" no longer passes: Gone.'],
  ],
  [
    'no answer',
    view(passed),
    view({ status: 'inconclusive', why: 'x' }),
    ['Check "jane reads" could not be carried out.'],
  ],
  [
    'a task done',
    view(failed('No role.')),
    view(passed, true, 'passed'),
    ['Check passed: jane reads.', 'Task done: Grant read access.', 'Every task is done.'],
  ],
  ['a task that was not there', { tasks: [] }, view(passed), []],
])('says of %s', (_what, before, after, sentences) => {
  expect(describeCheckChanges(before, after)).toEqual(sentences);
});
