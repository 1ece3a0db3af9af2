import { describe, expect, it } from 'vitest';
import { explainIsolation } from './isolation-report.js';

const confinement = { isolation: 'bubblewrap', userNamespace: true } as const;

describe('explainIsolation', () => {
  it('says what holds', () => {
    const report = {
      ...{ isolation: 'bubblewrap', attempts: [{ confinement }] },
      ...{ controlGroups: true, learnerIsRoot: false },
    } as const;
    expect(explainIsolation(report)).toBe(
      'Workspaces run in bubblewrap sandboxes: own files, own network, no view of this machine.',
    );
  });

  it('says why what is better does not work, and what is missing', () => {
    const text = explainIsolation({
      isolation: 'unshare',
      attempts: [{ confinement, failure: 'bwrap is not installed' }],
      controlGroups: false,
      learnerIsRoot: false,
    });
    expect(text).toContain('bubblewrap, in a user namespace, does not work here: bwrap is not');
    expect(text).toContain('memory is limited per process only');
  });

  it.each([
    [true, 'can do on this machine what root can'],
    [false, 'can do on this machine what an ordinary user can'],
  ])('warns aloud where there is no sandbox (root: %s)', (learnerIsRoot, expected) => {
    const text = explainIsolation({
      ...{ isolation: 'none', attempts: [], controlGroups: false, learnerIsRoot },
    });
    expect(text).toMatch(/^WARNING: workspaces are NOT sandboxed/);
    expect(text).toContain(expected);
    expect(text).toContain('apt-get install bubblewrap');
  });
});
