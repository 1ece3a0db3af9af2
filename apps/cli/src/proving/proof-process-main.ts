import { localProver, type ProofCase } from '@drillyard/lab-runner';
import { openProviders, type ProviderName } from '../providers.js';
import { type ProofReply, type ProofRequest, toFailure } from './proof-messages.js';

/** A process of `lab test` that proves what the first one asks it to, until that lets go of it. */
const running = new Map<number, { readonly stop: () => void; readonly ended: Promise<void> }>();

const letGo = new Promise<void>((resolve) => process.once('disconnect', resolve));
// A terminal tells every process of a command: the first one decides, and lets go of this one.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

// The first process has said already what there is to say of this machine.
const providers = await openProviders(process.argv[2] as ProviderName, () => undefined);
const prove = localProver(providers);
try {
  process.on('message', (request: ProofRequest) => {
    if (request.kind === 'stop') running.get(request.id)?.stop();
    else begin(request);
  });
  reply({ kind: 'ready' });
  // It may have ended before this one listened.
  if (process.connected) await letGo;
  for (const { stop } of running.values()) stop();
  await Promise.all([...running.values()].map(({ ended }) => ended));
} finally {
  await providers.close();
}
process.exit();

function begin({ id, piece }: Extract<ProofRequest, { kind: 'prove' }>): void {
  const controller = new AbortController();
  const { signal } = controller;
  const onCase = (proofCase: ProofCase) => reply({ kind: 'case', id, proofCase });
  const ended = prove(piece, { signal, onCase })
    .then(
      (cases) => reply({ kind: 'done', id, cases }),
      (error: unknown) => reply({ kind: 'failed', id, failure: toFailure(error) }),
    )
    .finally(() => running.delete(id));
  running.set(id, { stop: () => controller.abort(), ended });
}

/** Nobody hears it any more where the first process has let go. */
function reply(message: ProofReply): void {
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}
