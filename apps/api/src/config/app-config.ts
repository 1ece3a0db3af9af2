import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '@drillyard/errors';
import { z } from 'zod';
import {
  type ClusterProviderName,
  type ContainerConfig,
  containerEnvironment,
  toContainerConfig,
} from './container-settings.js';

const minuteMs = 60_000;
const fromRepositoryRoot = (path: string) =>
  fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

/** Every setting, under the name of its environment variable. An empty value counts as unset. */
const environmentSchema = z.object({
  /** 0 picks a free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  /** Where the server is reached when something stands in front of it, such as https://labs.example. */
  DRILLYARD_URL: z.url({ protocol: /^https?$/ }).optional(),
  DRILLYARD_HOME: z.string().default(join(homedir(), '.drillyard')),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DRILLYARD_LABS: z.string().default(fromRepositoryRoot('labs')),
  /** For whoever writes labs: read them again when they are saved. */
  DRILLYARD_WATCH_LABS: z.enum(['0', '1']).default('0'),
  /** Lets whoever shows it as a bearer token read /metrics. */
  DRILLYARD_METRICS_TOKEN: z.string().min(16, 'is to have 16 characters or more').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  LOG_FORMAT: z.enum(['json', 'text']).optional(),
  /** A lab takes minutes; two hours leave room for lunch and still give the memory back. */
  DRILLYARD_SESSION_MINUTES: z.coerce.number().int().min(1).max(10_080).default(120),
  DRILLYARD_EXTENSION_MINUTES: z.coerce.number().int().min(1).max(10_080).default(60),
  DRILLYARD_EXTENSIONS_MAX: z.coerce.number().int().min(0).max(100).default(3),
  /** Each is a cluster and a sandbox: enough to compare two labs, too few to fill the machine. */
  DRILLYARD_SESSIONS_PER_LEARNER: z.coerce.number().int().min(1).max(100).default(5),
  DRILLYARD_TERMINALS_PER_SESSION: z.coerce.number().int().min(1).max(50).default(8),
  ...containerEnvironment,
});

export interface AppConfig {
  /** Of Drillyard. */
  readonly version: string;
  readonly port: number;
  readonly host: string;
  /** Where users reach the server; undefined where that is `host` and `port`. */
  readonly publicUrl: string | undefined;
  /** The data folder: everything that is kept lies below it. */
  readonly home: string;
  /** Undefined: the built-in database in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly labsFolder: string;
  /** Labs are read again when a file of theirs is saved. */
  readonly watchesLabs: boolean;
  readonly webFolder: string;
  readonly migrationsFolder: string;
  readonly logLevel: string;
  /** Text is for a person at a terminal, without the requests. */
  readonly logFormat: 'json' | 'text';
  readonly metricsToken: string | undefined;
  readonly labSessions: LabSessionPolicy;
  readonly terminalsPerSessionMax: number;
  /** Where clusters come from, the preferred provider first. */
  readonly clusters: readonly ClusterProviderName[];
  readonly containers: ContainerConfig;
}

/** How long lab sessions live and how many a learner may have. */
export interface LabSessionPolicy {
  readonly lifetimeMs: number;
  readonly extensionMs: number;
  readonly extensionsMax: number;
  readonly perLearnerMax: number;
}

function readVersion(): string {
  return JSON.parse(readFileSync(fromRepositoryRoot('package.json'), 'utf8')).version;
}

/** Reads the settings; a {@link UserError} names every one that makes no sense. */
export function readAppConfig(environment: NodeJS.ProcessEnv = process.env): AppConfig {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = environmentSchema.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${issue.message}`,
    );
    throw new UserError(
      'CONFIG_INVALID',
      `These settings make no sense; correct the environment variables and start again.\n  ${problems.join('\n  ')}`,
    );
  }
  const settings = parsed.data;
  return {
    version: readVersion(),
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.DRILLYARD_URL?.replace(/\/+$/, ''),
    home: resolve(settings.DRILLYARD_HOME),
    databaseUrl: settings.DATABASE_URL,
    labsFolder: resolve(settings.DRILLYARD_LABS),
    watchesLabs: settings.DRILLYARD_WATCH_LABS === '1',
    webFolder: fromRepositoryRoot('apps/web/dist'),
    migrationsFolder: fromRepositoryRoot('prisma/migrations'),
    logLevel: settings.LOG_LEVEL,
    logFormat: settings.LOG_FORMAT ?? (process.stderr.isTTY ? 'text' : 'json'),
    metricsToken: settings.DRILLYARD_METRICS_TOKEN,
    labSessions: {
      lifetimeMs: settings.DRILLYARD_SESSION_MINUTES * minuteMs,
      extensionMs: settings.DRILLYARD_EXTENSION_MINUTES * minuteMs,
      extensionsMax: settings.DRILLYARD_EXTENSIONS_MAX,
      perLearnerMax: settings.DRILLYARD_SESSIONS_PER_LEARNER,
    },
    terminalsPerSessionMax: settings.DRILLYARD_TERMINALS_PER_SESSION,
    clusters: settings.DRILLYARD_CLUSTERS,
    containers: toContainerConfig(settings, environment),
  };
}
