/** What is true of every lab of ours, beyond what makes a lab valid. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lintCheck } from '@drillyard/grading';
import { type LoadedLab, loadLabs } from '@drillyard/lab-loader';
import type { Lab, LabCapability } from '@drillyard/lab-spec';
import { beforeAll, describe, expect, it } from 'vitest';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'labs');

/** What shows in a lab's texts and scripts that it works with a capability. */
const signs: readonly (readonly [LabCapability, RegExp])[] = [
  ['containers', /kubectl (-n \S+ )?(exec|logs|attach|port-forward|cp|debug) /],
  ['private-registry', /private-registry\.example\.com/],
];

describe('the catalogue', () => {
  let found: readonly LoadedLab[];
  let labs: readonly Lab[];
  beforeAll(async () => {
    const catalogue = await loadLabs(folder, { lintCheck });
    expect(catalogue.trackProblems).toEqual([]);
    found = catalogue.labs;
    labs = found.flatMap(({ lab }) => lab ?? []);
  });

  const lacking = (isWrong: (lab: Lab) => unknown) =>
    labs.filter(isWrong).map(({ track, name }) => `${track}/${name}`);

  it('has no lab with a problem, be it a warning', () => {
    expect(found.length).toBeGreaterThan(25);
    expect(found.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('has labs of three tasks or more, proved by three mutants and two variants', () => {
    expect(lacking(({ tasks }) => tasks.length < 3)).toEqual([]);
    expect(lacking(({ mutants }) => mutants.length < 3)).toEqual([]);
    expect(lacking(({ variants }) => variants.length < 2)).toEqual([]);
  });

  it('has a hint for every task, but in exams', () => {
    const isHelped = ({ tasks }: Lab) => tasks.every(({ hints }) => hints.length > 0);
    expect(lacking((lab) => lab.timeLimitMinutes === undefined && !isHelped(lab))).toEqual([]);
  });

  it('asks nobody for a name that is the same for everybody', () => {
    expect(lacking(({ params }) => Object.keys(params).length === 0)).toEqual([]);
  });

  it('tells every reader what it is about', () => {
    expect(lacking(({ description, intro }) => !description || !intro)).toEqual([]);
    expect(lacking(({ topics }) => topics.length === 0)).toEqual([]);
    expect(new Set(labs.map(({ title }) => title)).size).toBe(labs.length);
  });

  it('requires what its labs work with', () => {
    for (const [capability, sign] of signs) {
      const needs = ({ files }: Lab) => [...files.values()].some((text) => sign.test(text));
      const wrong = lacking((lab) => needs(lab) && !lab.cluster.requires.includes(capability));
      expect(wrong, capability).toEqual([]);
    }
    const asksNode = ({ files }: Lab) => /on: controlplane/.test(files.get('lab.yaml') ?? '');
    const idle = (lab: Lab) => lab.cluster.requires.includes('node-shell') && !asksNode(lab);
    expect(lacking(idle), 'node-shell').toEqual([]);
  });

  it('has two labs of every track at least, and three exams', () => {
    const tracks = new Map(
      labs.map(({ track }) => [track, labs.filter((lab) => lab.track === track)]),
    );
    for (const [track, its] of tracks) expect(its.length, track).toBeGreaterThanOrEqual(2);
    expect(labs.filter(({ timeLimitMinutes }) => timeLimitMinutes).length).toBeGreaterThanOrEqual(
      3,
    );
  });
});
