import { FakeClusterClient, FakeClusterState } from '@drillyard/cluster/testing';
import { OperationalError } from '@drillyard/errors';
import { instantiateLab } from '@drillyard/lab-spec';
import { sampleLab, sampleLabYaml } from '@drillyard/lab-spec/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LabGrader, type OutcomeChange } from './lab-grader.js';
import { latch, noScore, scoreLab } from './score.js';
import { FakeFiles } from './testing/fake-files.js';

/** The sample lab with a check of an object in place of the access check. */
const yaml = sampleLabYaml.replace(
  /access:[\s\S]*?namespace: "\{\{ params.namespace \}\}"\n/,
  'resource: { apiVersion: v1, kind: ConfigMap, namespace: "{{ params.namespace }}", name: done }\n',
);
const instance = instantiateLab(sampleLab({ 'lab.yaml': yaml }), 'seed');
const [object, answer, file] = instance.checks.map(({ key }) => key);
const configMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'done', namespace: String(instance.params['namespace']) },
};

const graders: LabGrader[] = [];
afterEach(() => Promise.all(graders.splice(0).map((grader) => grader.stop())));

function grade(state = new FakeClusterState(), files = new FakeFiles()) {
  const cluster = new FakeClusterClient(state);
  const changes: string[] = [];
  const onOutcome = ({ check, outcome, previous }: OutcomeChange) =>
    changes.push(`${check.key}: ${previous?.status ?? 'new'} → ${outcome.status}`);
  const grader = new LabGrader({ instance, cluster, files, onOutcome });
  graders.push(grader);
  return { grader, cluster, state, files, changes };
}

describe('LabGrader', () => {
  it('evaluates every check once when asked', async () => {
    const { grader } = grade();
    const outcomes = await grader.evaluateAll();
    expect([...outcomes.keys()].sort()).toEqual([object, answer, file].sort());
    expect([...outcomes.values()].every(({ status }) => status === 'failed')).toBe(true);
  });

  it('sees objects, files and answers change, for better and for worse, and says nothing else', async () => {
    const { grader, state, files, changes } = grade();
    grader.start();
    await vi.waitFor(() => expect(changes).toHaveLength(3));
    changes.length = 0;
    state.put(configMap);
    files.set('~/proof.txt', 'x');
    grader.answer(answer ?? '', 3);
    await vi.waitFor(() => expect(changes).toHaveLength(3));
    expect(changes.sort()).toEqual(
      [object, answer, file].map((key) => `${key}: failed → passed`).sort(),
    );
    changes.length = 0;
    state.put({ ...configMap, data: { more: 'x' } });
    state.remove([...state.objects.keys()].find((key) => key.endsWith('/done')) ?? '');
    await vi.waitFor(() => expect(changes).toEqual([`${object}: passed → failed`]));
  });

  it('turns red again when the learner breaks it, and the points stay', async () => {
    const { grader, state, changes } = grade();
    const scored = () => {
      score = latch(instance, score, grader.outcomes);
      const checks = scoreLab(instance, score, grader.outcomes).tasks.flatMap(
        (task) => task.checks,
      );
      return checks.find(({ key }) => key === object);
    };
    let score = noScore;
    const key = () => [...state.objects.keys()].find((name) => name.endsWith('/done')) ?? '';
    grader.start();
    await vi.waitFor(() => expect(changes).toHaveLength(3));
    expect(scored()).toMatchObject({ points: 0, isEarned: false });
    for (let round = 1; round <= 2; round++) {
      state.put(configMap);
      await vi.waitFor(() => expect(changes.at(-1)).toBe(`${object}: failed → passed`));
      expect(scored()).toMatchObject({ isEarned: true, isRegressed: false });
      state.remove(key());
      await vi.waitFor(() => expect(changes.at(-1)).toBe(`${object}: passed → failed`));
      const { points, pointsMax, ...rest } = scored() ?? {};
      expect(rest).toMatchObject({ isEarned: true, isRegressed: true });
      expect(points).toBe(pointsMax);
    }
  });

  it('evaluates again when its watch was lost', async () => {
    const { grader, cluster, state, changes } = grade();
    const watch = vi.spyOn(cluster, 'watch').mockImplementationOnce(async function* () {
      yield* [];
      throw new OperationalError('CLUSTER_UNREACHABLE', 'away');
    });
    grader.start();
    await vi.waitFor(() => expect(changes).toHaveLength(3));
    state.put(configMap);
    await vi.waitFor(() => expect(changes).toContain(`${object}: failed → passed`), 5000);
    expect(watch).toHaveBeenCalledTimes(2);
  });

  it('is inconclusive where the cluster cannot be asked, and conclusive again afterwards', async () => {
    const { grader, cluster } = grade();
    const error = new OperationalError('CLUSTER_UNREACHABLE', 'the cluster is away');
    vi.spyOn(cluster, 'find')
      .mockRejectedValueOnce(error)
      .mockRejectedValueOnce(new Error('secret detail'));
    const outcomeOf = async () => (await grader.evaluateAll()).get(object ?? '');
    expect(await outcomeOf()).toEqual({ status: 'inconclusive', why: 'the cluster is away' });
    expect(JSON.stringify(await outcomeOf())).not.toContain('secret');
    expect(await outcomeOf()).toMatchObject({ status: 'failed' });
  });

  it('leaves nothing running when it is stopped', async () => {
    const { grader, state, files, changes } = grade();
    grader.start();
    await vi.waitFor(() => expect(changes).toHaveLength(3));
    await grader.stop();
    expect([state.watchers.size, files.watcherCount]).toEqual([0, 0]);
    state.put(configMap);
    expect((await grader.evaluateAll()).get(object ?? '')).toMatchObject({ status: 'failed' });
    expect(changes).toHaveLength(3);
  });
});
