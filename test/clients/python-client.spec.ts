/** python3-kubernetes, as distributions ship it. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientWorkplace, isInstalled } from './client-workplace.js';

const program = join(import.meta.dirname, 'python-client.py');

/** A version manager's python3 in the PATH may hide the one that has the package. */
const python = ['python3', '/usr/bin/python3'].find((candidate) =>
  isInstalled(candidate, '-c', 'import kubernetes'),
);

describe.skipIf(python === undefined)('python3-kubernetes', () => {
  let place: ClientWorkplace;
  beforeAll(async () => {
    place = await ClientWorkplace.open();
  });
  afterAll(() => place.close());

  it('reads, watches, writes and is refused', async () => {
    const { output, errors } = await place.run(python ?? '', '-W', 'ignore', program);
    expect(errors).toBe('');
    expect(output.split('\n')).toEqual([
      'version 36',
      "watch ADDED {'k': 'v'}",
      "watch MODIFIED {'k': 'w'}",
      "watch DELETED {'k': 'w'}",
      'scale 3',
      'status 404 pods "none" not found',
      'allowed True',
      'dynamic y',
      'secret q',
      '',
    ]);
    expect(place.unexpected).toEqual([]);
  });
});
