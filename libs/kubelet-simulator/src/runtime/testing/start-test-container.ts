import { type Clock, SystemClock } from '@drillyard/cluster';
import { effectiveSecurityContext, type Pod } from '@drillyard/pod-security';
import type { ContainerImage } from '../container-image.js';
import type { ContainerStart, RunningContainer } from '../container-runtime.js';
import { SimulatedContainerRuntime } from '../simulated-container-runtime.js';

export const busybox: ContainerImage = { userland: 'busybox', cmd: ['sh'] };
export const debian: ContainerImage = { userland: 'debian', cmd: ['bash'] };

type TestSettings = Partial<ContainerStart> & { readonly spec?: Pod['spec'] };

/** A container that waits to be talked to, in a network where nobody else is. */
export function startTestContainer({
  spec = {},
  ...settings
}: TestSettings = {}): RunningContainer {
  const [container = { name: 'main' }] = spec.containers ?? [];
  const image = settings.image ?? busybox;
  return new SimulatedContainerRuntime().start({
    pod: { namespace: 'default', name: 'web', uid: '7d0f' },
    container: { name: 'main' },
    image,
    command: ['sleep', 'infinity'],
    args: [],
    env: new Map(),
    mounts: [],
    hostname: 'web',
    resolvConf: 'search default.svc.cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
    addresses: ['10.244.0.7'],
    securityContext: effectiveSecurityContext(
      { spec },
      container,
      image.user ? { user: image.user } : {},
    ),
    network: { resolve: async () => [], connect: async () => 'refused', ping: async () => 'reply' },
    clock: settings.clock ?? testClock(),
    onOutput: () => undefined,
    ...settings,
  });
}

function testClock(): Clock {
  return new SystemClock();
}

export interface Done {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: unknown;
}

/** Runs a command to its end, as `kubectl exec` without a terminal. */
export async function runIn(
  container: RunningContainer,
  command: readonly string[],
  input?: string,
): Promise<Done> {
  const streams = container.exec({ command, stdin: input !== undefined, tty: false });
  const texts = Promise.all([streams.stdout, streams.stderr].map(textOf));
  if (input !== undefined) {
    await streams.write(Buffer.from(input));
    streams.endInput();
  }
  const exit = await streams.exit;
  const [stdout = '', stderr = ''] = await texts;
  return { stdout, stderr, exit: 'exitCode' in exit ? exit.exitCode : exit.error };
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const bytes of stream) chunks.push(bytes);
  return Buffer.concat(chunks).toString('utf8');
}
