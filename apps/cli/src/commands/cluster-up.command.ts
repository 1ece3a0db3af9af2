import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';
import { UserError } from '@drillyard/errors';
import { Command, InvalidArgumentError } from 'commander';
import { abortOnSignals } from '../abort-on-signals.js';
import { lockFolder } from '../lock-folder.js';

interface ClusterUpOptions {
  readonly kubeconfig: string;
  readonly port: number;
  readonly data?: string;
  readonly apiserverArg: readonly string[];
  readonly metrics?: boolean;
}

/** By this line a kubeconfig of ours is known again; another's file is never overwritten. */
const signature = '# Written by drillyard cluster up.\n';

export function clusterUpCommand(): Command {
  return new Command('up')
    .description('run an embedded Kubernetes API server until Ctrl-C')
    .requiredOption('--kubeconfig <file>', 'where to write the kubeconfig')
    .option('--port <number>', 'port on 127.0.0.1; any free one without it', toPort, 0)
    .option('--data <folder>', 'keep its state here; without it everything is gone afterwards')
    .option(
      '--apiserver-arg <flag>',
      "a flag of kube-apiserver in place of kubeadm's, as often as needed: --apiserver-arg=--authorization-mode=RBAC",
      (flag: string, others: readonly string[]) => [...others, flag],
      [],
    )
    .option('--metrics', 'serve the metrics API with simulated figures, for kubectl top')
    .action(runCluster);
}

async function runCluster(options: ClusterUpOptions): Promise<void> {
  const { kubeconfig, data } = options;
  const file = resolve(kubeconfig);
  await refuseForeign(file, kubeconfig);
  await mkdir(dirname(file), { recursive: true });
  const signal = abortOnSignals();
  const unlock = data === undefined ? undefined : await lockFolder(resolve(data));
  try {
    await runUntil(signal, file, options);
  } finally {
    await unlock?.();
  }
}

async function runUntil(
  signal: AbortSignal,
  file: string,
  { port, data, apiserverArg, metrics = false }: ClusterUpOptions,
): Promise<void> {
  const cluster = await EmbeddedCluster.start({
    listen: { host: '127.0.0.1', port },
    apiserverArgs: apiserverArg,
    metrics,
    // Who runs this writes its flags, too.
    reachesHost: true,
    ...(data !== undefined && { dataDir: resolve(data) }),
    onUnexpected: (error) =>
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`),
  });
  try {
    await writeFile(file, signature + cluster.adminKubeconfig(), { mode: 0o600 });
    const { host, port: taken } = cluster.address;
    process.stdout.write(
      [
        `Kubernetes ${cluster.version} is listening on https://${host}:${taken}`,
        '',
        `  export KUBECONFIG=${file}`,
        '  kubectl get namespaces',
        '',
        data === undefined
          ? 'Ctrl-C ends it, and everything in it is gone.'
          : `Ctrl-C ends it; its state stays in ${data}.`,
        '',
      ].join('\n'),
    );
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await cluster.close();
    await rm(file, { force: true });
  }
}

async function refuseForeign(file: string, named: string): Promise<void> {
  const present = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return signature;
    throw error;
  });
  if (present.startsWith(signature)) return;
  throw new UserError(
    'FILE_EXISTS',
    `${named} exists and was not written by this command: choose another file for --kubeconfig`,
  );
}

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a number from 0 to 65535.');
}
