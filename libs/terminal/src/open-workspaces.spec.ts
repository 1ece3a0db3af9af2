import { expect, it } from 'vitest';
import { type ClosableWorkspace, OpenWorkspaces } from './open-workspaces.js';

/** Workspaces whose end is the test's, each with the number of its start. */
function newWorkspaces() {
  const opened = new OpenWorkspaces<ClosableWorkspace & { readonly start: number }>();
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let starts = 0;
  const start = async () => {
    starts += 1;
    let ending: Promise<void> | undefined;
    return {
      start: starts,
      get ending() {
        return ending;
      },
      close() {
        ending ??= new Promise((resolve, reject) => ends.push({ resolve, reject }));
        return ending;
      },
    } as ClosableWorkspace & { readonly start: number };
  };
  return { opened, ends, open: () => opened.open('one', start) };
}

it('starts a workspace once, and anew when one that is being closed has ended', async () => {
  const { opened, ends, open } = newWorkspaces();
  const [first, again] = await Promise.all([open(), open()]);
  expect(again).toBe(first);
  const closing = opened.close('one');
  const asked = Promise.all([open(), open()]);
  await expect.poll(() => ends.length).toBe(1);
  ends[0]?.resolve();
  await closing;
  expect((await asked).map(({ start }) => start)).toEqual([2, 2]);
});

it('tells once that one could not be ended, and starts anew then', async () => {
  const { ends, open } = newWorkspaces();
  const closing = (await open()).close();
  const asked = open();
  ends[0]?.reject(new Error('stuck'));
  await expect(closing).rejects.toThrow('stuck');
  await expect(asked).rejects.toThrow('stuck');
  expect((await open()).start).toBe(2);
});

it('forgets one that did not start', async () => {
  const { opened, open } = newWorkspaces();
  const failing = opened.open('one', () => Promise.reject(new Error('no room')));
  await expect(failing).rejects.toThrow('no room');
  expect((await open()).start).toBe(1);
});

it('closes all, also where one of them fails to', async () => {
  const { opened, ends, open } = newWorkspaces();
  await open();
  const closing = opened.closeAll();
  await expect.poll(() => ends.length).toBe(1);
  ends[0]?.reject(new Error('stuck'));
  await expect(closing).rejects.toThrow('stuck');
  await opened.closeAll();
});
