import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestLearner } from '../testing/test-learner.js';
import { TestServer } from '../testing/test-server.js';
import type { LabSessionView } from './lab-session.dto.js';

describe('a restart of the server while a learner has stopped the API server', () => {
  let server: TestServer;
  let learner: TestLearner;
  let session: LabSessionView;

  beforeAll(async () => {
    server = await TestServer.start();
    learner = await server.login();
    session = await learner.start('node');
    await learner.until(session.id, (view) => outcomeOf(view)?.status === 'failed');
  });
  afterAll(() => server?.remove());

  const outcomeOf = (view: LabSessionView) => view.tasks[0]?.checks[0]?.outcome;
  const manifests = () => {
    const cluster = join(server.config.home, 'clusters', `ls-${session.id}-1`);
    return join(cluster, 'node', 'etc', 'kubernetes', 'manifests');
  };

  it('brings the session back, whose checks say what is missing', async () => {
    const manifest = join(manifests(), 'kube-apiserver.yaml');
    await server.close();
    await rename(manifest, join(manifests(), '..', 'kube-apiserver.yaml'));
    await server.open();
    learner.movesTo(server.url);
    const view = await learner.until(
      session.id,
      (seen) => seen.state !== 'ready' || outcomeOf(seen)?.status === 'inconclusive',
    );
    expect(view.state).toBe('ready');
    expect(outcomeOf(view)).toEqual({
      status: 'inconclusive',
      why: expect.stringMatching(/^The API server of this cluster does not run\. Look/),
    });
  });

  it('goes on grading once the API server runs again', async () => {
    await rename(
      join(manifests(), '..', 'kube-apiserver.yaml'),
      join(manifests(), 'kube-apiserver.yaml'),
    );
    await learner.until(session.id, (view) => outcomeOf(view)?.status === 'failed');
  });
});
