import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { type CommandPlace, runCommand } from './run-command.js';
import { type Suite, suiteNamespace } from './suite.js';

/** Programs that suites use beside kubectl, curl and openssl. */
const commandsFolder = join(import.meta.dirname, 'commands');

/** The cluster under test and the client that asks it. */
export interface Target {
  readonly kubeconfig: string;
  /** A path, or a name that is looked up in the PATH. */
  readonly kubectl: string;
}

/** A temporary folder with everything a suite's commands need. */
export interface Workplace extends CommandPlace {
  /** `host:port` of the API server. */
  readonly server: string;
  remove(): Promise<void>;
}

/** The one cluster and user that `kubectl config view --minify --flatten` leaves. */
interface MinifiedKubeconfig {
  readonly clusters: readonly { readonly cluster: Readonly<Record<string, string | boolean>> }[];
  readonly users: readonly { readonly user: Readonly<Record<string, unknown>> }[];
}

/**
 * Lays out a suite's folder: its files; `kubeconfig` with the suite's namespace; `ca.crt`; for curl
 * a `.curlrc` that trusts the server and a config `admin` with the credentials (`curl -K admin`).
 *
 * @throws Error when kubectl does not run or the kubeconfig has no usable credentials.
 */
export async function layOutWorkplace(suite: Suite, target: Target): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const source: CommandPlace = { folder, environment: baseEnvironment(suite, target, folder) };
    await must(`mkdir .bin && ln -s "$(command -v '${target.kubectl}')" .bin/kubectl`, source);
    const view = 'kubectl config view --raw --minify --flatten';
    const config: MinifiedKubeconfig = JSON.parse(await must(`${view} -o json`, source));
    await must(`${view} > kubeconfig`, source);
    await writeFiles(suite, folder);
    const credentials = await writeCredentials(config, folder);
    const place: CommandPlace = {
      folder,
      environment: {
        ...source.environment,
        ...credentials,
        KUBECONFIG: join(folder, 'kubeconfig'),
      },
    };
    await must('kubectl config set-context --current --namespace="$NS"', place);
    return { ...place, server: new URL(credentials.SERVER).host, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function baseEnvironment(suite: Suite, target: Target, folder: string): Record<string, string> {
  return {
    PATH: [join(folder, '.bin'), commandsFolder, process.env['PATH'] ?? ''].join(delimiter),
    HOME: folder,
    CURL_HOME: folder,
    KUBECONFIG: resolve(target.kubeconfig),
    NS: suiteNamespace(suite),
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    NO_PROXY: '*',
  };
}

async function must(command: string, place: CommandPlace): Promise<string> {
  const { stdout, stderr, exitCode } = await runCommand(command, place);
  if (exitCode !== 0) throw new Error(`"${command}" ended with ${exitCode}: ${stderr}`);
  return stdout;
}

async function writeFiles(suite: Suite, folder: string): Promise<void> {
  for (const part of suite.parts) {
    if (part.kind === 'file') await writeFile(join(folder, part.file.name), part.file.text);
  }
}

/** Variables for curl and openssl: SERVER always, the others as far as the kubeconfig has them. */
type Credentials = { SERVER: string } & Partial<Record<'CA' | 'CERT' | 'KEY' | 'TOKEN', string>>;

async function writeCredentials(config: MinifiedKubeconfig, folder: string): Promise<Credentials> {
  const cluster = config.clusters[0]?.cluster ?? {};
  const user = config.users[0]?.user ?? {};
  const credentials: Credentials = { SERVER: String(cluster['server']) };
  const keep = async (variable: 'CA' | 'CERT' | 'KEY', file: string, data: unknown) => {
    if (typeof data !== 'string') return;
    credentials[variable] = join(folder, file);
    await writeFile(join(folder, file), Buffer.from(data, 'base64'), { mode: 0o600 });
  };
  await keep('CA', 'ca.crt', cluster['certificate-authority-data']);
  await keep('CERT', 'admin.crt', user['client-certificate-data']);
  await keep('KEY', 'admin.key', user['client-key-data']);
  if (typeof user['token'] === 'string') credentials.TOKEN = user['token'];
  const trust = credentials.CA ? `cacert = "${credentials.CA}"` : 'insecure';
  await writeFile(join(folder, '.curlrc'), `silent\nshow-error\n${trust}\n`);
  await writeFile(join(folder, 'admin'), curlIdentity(credentials), { mode: 0o600 });
  return credentials;
}

function curlIdentity({ CERT, KEY, TOKEN }: Credentials): string {
  if (CERT && KEY) return `cert = "${CERT}"\nkey = "${KEY}"\n`;
  if (TOKEN) return `header = "Authorization: Bearer ${TOKEN}"\n`;
  throw new Error('the kubeconfig has neither a client certificate nor a token for curl to use');
}
