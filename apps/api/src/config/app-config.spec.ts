import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAppConfig } from './app-config.js';

describe('readAppConfig', () => {
  it('has a default for everything', () => {
    expect(readAppConfig({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      home: join(homedir(), '.drillyard'),
      databaseUrl: undefined,
      publicUrl: undefined,
      logLevel: 'info',
      labSessions: { lifetimeMs: 7_200_000, extensionMs: 3_600_000, extensionsMax: 3 },
    });
  });

  it('reads what is set, and takes an empty value for none', () => {
    const config = readAppConfig({
      PORT: '0',
      DATABASE_URL: '',
      DRILLYARD_HOME: 'relative',
      DRILLYARD_URL: 'https://labs.example/',
      DRILLYARD_SESSION_MINUTES: '5',
    });
    expect(config).toMatchObject({
      port: 0,
      databaseUrl: undefined,
      home: join(process.cwd(), 'relative'),
      publicUrl: 'https://labs.example',
      labSessions: { lifetimeMs: 300_000 },
    });
  });

  it('names every setting that makes no sense', () => {
    const read = () =>
      readAppConfig({ PORT: 'eighty', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' });
    for (const name of ['PORT', 'DATABASE_URL', 'LOG_LEVEL']) expect(read).toThrow(name);
    expect(() => readAppConfig({ PORT: '70000' })).toThrow(/PORT.*65535/);
  });
});
