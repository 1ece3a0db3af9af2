import {
  type ClientRequest,
  type Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatGoDuration } from '../config-file/go-duration.js';
import type { Dial } from '../dialing/dial.js';
import { dialingAgent } from '../dialing/dialing-agent.js';
import { asTlsRefusal } from '../dialing/tls-refusal.js';
import type { WebhookTarget } from './webhook-kubeconfig.js';

/** apiserver `webhook.DefaultRequestTimeout`. */
const timeoutMsDefault = 30_000;
/** A review's answer is small: a service that sends more is broken or hostile. */
const answerBytesMax = 1024 * 1024;
/** apiserver `DefaultAuthWebhookRetryBackoff`: half a second, half as much again each time. */
const retryDelaysMsDefault: readonly number[] = [500, 750, 1_125, 1_687];
const retriedCodes: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** Why a remote service gave no answer to go by. */
export class WebhookError extends Error {
  constructor(
    message: string,
    readonly isTransient: boolean,
  ) {
    super(message);
  }
}

/** Sends reviews to a remote service, again where it failed for a moment (apiserver `util/webhook`). */
export class WebhookClient {
  private readonly agent: HttpAgent;

  constructor(
    private readonly target: WebhookTarget,
    dial: Dial,
    private readonly retryDelaysMs = retryDelaysMsDefault,
    /** How long one try may take. */
    private readonly timeoutMs = timeoutMsDefault,
  ) {
    const { certificateAuthorityPem: ca, clientCertificatePem: cert, clientKeyPem: key } = target;
    const { serverName: servername, isInsecure = false } = target;
    this.agent = dialingAgent(dial, target.url, {
      ...(ca && { ca }),
      ...(cert && { cert }),
      ...(key && { key }),
      ...(servername && { servername }),
      rejectUnauthorized: !isInsecure,
    });
  }

  /** The answer as JSON. Throws WebhookError. */
  async post(body: object): Promise<unknown> {
    const text = JSON.stringify(body);
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.send(text);
      } catch (error) {
        const delayMs = this.retryDelaysMs[attempt];
        const isTransient = error instanceof WebhookError && error.isTransient;
        if (!isTransient || delayMs === undefined) throw error;
        await sleep(delayMs);
      }
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private get query(): string {
    return `?timeout=${formatGoDuration(this.timeoutMs)}`;
  }

  private send(text: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const outgoing = this.open(text);
      const late = () => outgoing.destroy(new Error('context deadline exceeded'));
      const deadline = setTimeout(late, this.timeoutMs).unref();
      outgoing.on('close', () => clearTimeout(deadline));
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        const { message } = asTlsRefusal(error);
        const why = `Post "${this.target.url.href}${this.query}": ${message}`;
        reject(new WebhookError(why, error.code === 'ECONNRESET'));
      });
      outgoing.on('response', (incoming) => {
        readAnswer(incoming).then(resolve, reject);
      });
      outgoing.end(text);
    });
  }

  private open(text: string): ClientRequest {
    const { url, token } = this.target;
    const path = `${url.pathname}${this.query}`;
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
      Accept: 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
    };
    const options = { method: 'POST', path, headers, agent: this.agent };
    return url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
  }
}

async function readAnswer(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // A response without an encoding is read as buffers.
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > answerBytesMax) {
      incoming.destroy();
      throw new WebhookError(`the answer is longer than ${answerBytesMax} bytes`, false);
    }
    chunks.push(chunk);
  }
  const { statusCode = 0 } = incoming;
  if (statusCode < 200 || statusCode > 299) {
    const why = `the server answered with status ${statusCode}`;
    throw new WebhookError(why, retriedCodes.has(statusCode));
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new WebhookError('the answer is not JSON', false);
  }
}
