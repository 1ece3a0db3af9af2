import type { Readable, Writable } from 'node:stream';
import { KubeletRefusal, type PortConnection } from '@drillyard/cluster';
import { copyStream } from './copy-stream.js';

/** Connects to a port of the pod; a KubeletRefusal says why it cannot. */
export type OpenPort = (port: number) => Promise<PortConnection>;

export interface PortStream {
  readonly input: Readable;
  readonly output: Writable;
  /** Aborts when this stream, or the whole client, is gone. */
  readonly gone: AbortSignal;
}

/**
 * Joins one stream of a client with one connection to a port, until both directions have ended or
 * the client is gone. Returns what went wrong in words for the client's error stream.
 */
export async function forwardPort(
  openPort: OpenPort,
  port: number,
  { input, output, gone }: PortStream,
): Promise<string | undefined> {
  let connection: PortConnection;
  try {
    connection = await openPort(port);
  } catch (error) {
    if (error instanceof KubeletRefusal) return error.message;
    throw error;
  }
  const hangUp = () => connection.close();
  if (gone.aborted) hangUp();
  gone.addEventListener('abort', hangUp, { once: true });
  try {
    const sending = send(input, connection);
    await copyStream(connection.output, output, gone);
    // As a kubelet: once the pod has said all, what the client still sends has nowhere to go.
    void sending;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    gone.removeEventListener('abort', hangUp);
    connection.close();
  }
}

/** A pod that closed its connection takes no more: that is no accident. */
async function send(input: Readable, connection: PortConnection): Promise<void> {
  try {
    for await (const bytes of input) await connection.write(bytes);
    connection.endInput();
  } catch {
    input.destroy();
  }
}
