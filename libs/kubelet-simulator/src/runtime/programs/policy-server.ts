import { Errno } from '../kernel/errno.js';
import type { Process } from '../kernel/process.js';
import type { Accepted } from '../kernel/socket-table.js';
import { readOptions } from './arguments.js';
import { answer, type HttpRequest, type HttpResponse } from './http.js';
import { type AccessReview, decide, PolicyError, readPolicy } from './policy-rules.js';
import type { Program } from './program.js';
import { serve, untilStopped } from './serve.js';
import type { SecuredConnection } from './tls-acceptance.js';

const valued = ['addr', 'policy', 'tls-cert-file', 'tls-private-key-file'];
const portDefault = 8181;

/**
 * A webhook that decides on access by a file of rules, as one would write with a policy engine:
 * `policy-server --policy=FILE [--addr=:8181] [--tls-cert-file=FILE --tls-private-key-file=FILE]`.
 * It answers SubjectAccessReviews, reads the file anew for each, and logs what it decides.
 */
export const policyServer: Program = async (process, args) => {
  const options = readOptions(args, valued);
  const port = Number(options.value('addr')?.split(':').pop() ?? portDefault);
  const path = options.value('policy') ?? '/etc/policy/policy.json';
  const files = [options.value('tls-cert-file'), options.value('tls-private-key-file')];
  try {
    const secured = await tlsOf(process, files);
    serve(process, port, async (connection) => {
      const { accepted, sent } = secured(connection);
      await answer(process, accepted, 'policy-server', (request) =>
        respond(process, path, request),
      );
      await sent;
    });
  } catch (error) {
    await log(process, 'error', { msg: 'cannot serve', err: textOf(process, error) });
    return 1;
  }
  await log(process, 'info', { msg: 'serving', addr: `:${port}`, policy: path });
  return untilStopped(process);
};

/** Without TLS there is nothing to wait for. */
type Secure = (
  connection: Accepted,
) => Pick<SecuredConnection, 'accepted'> & Partial<SecuredConnection>;

async function tlsOf(
  process: Process,
  [cert, key]: readonly (string | undefined)[],
): Promise<Secure> {
  if (cert === undefined || key === undefined) return (accepted) => ({ accepted });
  const { acceptTls, servingContext } = await process.wait(import('./tls-acceptance.js'));
  const [certificate, privateKey] = [cert, key].map((file) => {
    return process.kernel.files.readFile(process, file);
  });
  const context = servingContext(certificate ?? new Uint8Array(), privateKey ?? new Uint8Array());
  return (connection) => acceptTls(connection, context);
}

async function respond(
  process: Process,
  path: string,
  request: HttpRequest,
): Promise<HttpResponse> {
  if (request.path === '/healthz') return { status: 200, body: 'ok' };
  const type = 'application/json';
  const refuse = async (status: number, error: string) => {
    await log(process, 'error', { msg: 'no decision', err: error });
    return { status, body: `${JSON.stringify({ error })}\n`, type };
  };
  const review = reviewIn(request.body);
  if (review === undefined) return refuse(400, 'the body is no SubjectAccessReview');
  try {
    const text = Buffer.from(process.kernel.files.readFile(process, path)).toString('utf8');
    await process.step(1 + text.length / 1024);
    const status = decide(readPolicy(text), review);
    const { user = '', resourceAttributes, nonResourceAttributes } = review.spec;
    const asked = resourceAttributes ?? nonResourceAttributes;
    await log(process, 'info', { msg: 'decision', user, ...asked, ...status });
    return { status: 200, body: `${JSON.stringify({ ...review, status })}\n`, type };
  } catch (error) {
    return refuse(500, `${path}: ${textOf(process, error)}`);
  }
}

function reviewIn(body: string): AccessReview | undefined {
  try {
    const review = JSON.parse(body) as Partial<AccessReview> | null;
    // What is in it is looked at as it is asked for.
    return typeof review?.spec === 'object' ? (review as AccessReview) : undefined;
  } catch {
    return undefined;
  }
}

function textOf(process: Process, error: unknown): string {
  if (error instanceof Errno) return process.errorText(error).toLowerCase();
  if (error instanceof PolicyError || (error instanceof Error && process.isAlive)) {
    return error.message;
  }
  throw error;
}

function log(process: Process, level: string, fields: object): Promise<void> {
  const time = process.kernel.now().toISOString();
  return process.complain(JSON.stringify({ time, level, ...fields }));
}
