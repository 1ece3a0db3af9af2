import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { LearnerRole } from '../auth/learner.js';
import { type AppConfig, readAppConfig } from '../config/app-config.js';
import { type RunningServer, startServer } from '../start-server.js';
import { copyPgliteTemplate } from './pglite-template.js';
import { writeTestLabs } from './test-labs.js';
import { TestLearner } from './test-learner.js';

/** The real server in this process, with a data folder and labs of its own. */
export class TestServer {
  #running: RunningServer | undefined;
  #log = '';

  private constructor(
    readonly folder: string,
    readonly config: AppConfig,
  ) {}

  static async start(overrides: Partial<AppConfig> = {}): Promise<TestServer> {
    const folder = await mkdtemp(join(tmpdir(), 'drillyard-api-'));
    const webFolder = join(folder, 'web');
    await mkdir(join(webFolder, 'assets'), { recursive: true });
    await writeFile(join(webFolder, 'index.html'), '<!doctype html><title>Drillyard</title>');
    await writeFile(join(webFolder, 'assets', 'app-1a2b3c.js'), 'export {};');
    await writeTestLabs(join(folder, 'labs'));
    await copyPgliteTemplate(join(folder, 'home', 'database'));
    const config = {
      ...readAppConfig({ PORT: '0', DRILLYARD_HOME: join(folder, 'home') }),
      labsFolder: join(folder, 'labs'),
      webFolder,
      ...overrides,
    };
    const server = new TestServer(folder, config);
    await server.open();
    return server;
  }

  get url(): string {
    return this.running.url;
  }

  get running(): RunningServer {
    if (this.#running === undefined) throw new Error('the server is not running');
    return this.#running;
  }

  /** Everything logged so far. */
  get log(): string {
    return this.#log;
  }

  async open(): Promise<void> {
    const write = (chunk: Buffer, _encoding: string, done: () => void) => {
      this.#log += chunk.toString();
      done();
    };
    this.#running = await startServer(
      this.config,
      pino({ level: 'info' }, new Writable({ write })),
    );
  }

  async close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.close();
  }

  async login(role: LearnerRole = 'learner'): Promise<TestLearner> {
    return TestLearner.login(await this.running.createLoginLink(role));
  }

  /** Closes it and removes its folder. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
