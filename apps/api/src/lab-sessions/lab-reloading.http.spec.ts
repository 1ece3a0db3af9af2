import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { TestLearner } from '../testing/test-learner.js';
import { TestServer } from '../testing/test-server.js';
import type { LabSessionView } from './lab-session.dto.js';

let server: TestServer;
let learner: TestLearner;
let session: LabSessionView;
let labFile: string;
beforeAll(async () => {
  server = await TestServer.start({ watchesLabs: true });
  learner = await server.login();
  session = await learner.start('make');
  labFile = join(server.config.labsFolder, 'basics', '01-make', 'lab.yaml');
});
afterAll(() => server?.remove());

const view = () => learner.call<LabSessionView>('GET', `/api/lab-sessions/${session.id}`);

async function save(change: (text: string) => string): Promise<void> {
  await writeFile(labFile, change(await readFile(labFile, 'utf8')));
}

it('shows and checks what was saved, in the session that goes on', async () => {
  await save((text) =>
    text
      .replace('title: Say what you saw', 'title: Say it')
      .replace(
        'name: "{{ params.name }}", namespace: work }',
        'name: nobody-makes-me, absent: true }',
      ),
  );
  await vi.waitFor(async () => {
    const { tasks } = await view();
    expect(tasks[1]?.title).toBe('Say it');
    expect(tasks[0]?.checks[0]?.outcome.status).toBe('passed');
  });
});

it('keeps a lab that is broken for a moment as it was, and says where it is broken', async () => {
  const whole = await readFile(labFile, 'utf8');
  await save((text) => text.replace('difficulty: beginner', 'difficulty: easy'));
  await vi.waitFor(() => expect(server.log).toMatch(/lab\.yaml:\d+:\d+/));
  expect((await view()).tasks[1]?.title).toBe('Say it');
  await writeFile(labFile, whole.replace('title: Say it', 'title: Say it again'));
  await vi.waitFor(async () => expect((await view()).tasks[1]?.title).toBe('Say it again'));
});
