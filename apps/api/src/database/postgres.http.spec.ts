import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAppConfig } from '../config/app-config.js';
import type { TerminalView } from '../terminals/terminal.dto.js';
import { migrationsFolder } from '../testing/pglite-template.js';
import {
  hasPostgresBinaries,
  type PostgresServer,
  startPostgres,
} from '../testing/postgres-server.js';
import { TestServer } from '../testing/test-server.js';
import { openDatabase } from './open-database.js';

describe.skipIf(!hasPostgresBinaries)('a server with DATABASE_URL', () => {
  let postgres: PostgresServer;
  let server: TestServer;
  beforeAll(async () => {
    postgres = await startPostgres();
    const { databaseUrl } = readAppConfig({
      DATABASE_URL: await postgres.createDatabase('drillyard'),
    });
    server = await TestServer.start({ databaseUrl });
  });
  afterAll(async () => {
    await server?.remove();
    await postgres?.stop();
  });

  it('keeps everything in PostgreSQL, over a restart', async () => {
    const ready = await fetch(`${server.url}/readyz`);
    expect(await ready.json()).toMatchObject({ checks: { database: 'PostgreSQL' } });
    const learner = await server.login();
    const session = await learner.start('make');
    await server.close();
    await server.open();
    learner.movesTo(server.url);
    const { id } = await learner.call<TerminalView>(
      'POST',
      `/api/lab-sessions/${session.id}/terminals`,
    );
    const socket = await learner.attach(id).live();
    expect(await socket.run('kubectl get namespace work')).toContain('Active');
    await learner.call('DELETE', `/api/lab-sessions/${session.id}`);
    await learner.until(session.id, ({ state }) => state === 'ended');
  });
});

describe('a DATABASE_URL that leads nowhere', () => {
  it('is named with the next step, and its password is not', async () => {
    const url = 'postgresql://user:secret@127.0.0.1:1/nowhere';
    const opening = openDatabase({ url, folder: undefined, migrationsFolder });
    await expect(opening).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringMatching(/database nowhere at 127\.0\.0\.1:1 .*correct DATABASE_URL/),
    });
    await expect(opening).rejects.not.toThrow(/secret/);
  });
});
