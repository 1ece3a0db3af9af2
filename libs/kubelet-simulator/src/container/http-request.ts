import type { PortConnection } from '@drillyard/cluster';

/** So much of an answer is read; kubelets stop there as well (`maxRespBodyLength`). */
const answerBytesMax = 10 * 1024;

export interface HttpRequest {
  readonly host: string;
  readonly path: string;
  readonly userAgent: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** Sends a GET and reads the status code and what follows; undefined where no HTTP comes back. */
export async function httpGet(
  connection: PortConnection,
  { host, path, userAgent, headers }: HttpRequest,
): Promise<{ readonly statusCode: number; readonly body: string } | undefined> {
  const given = new Set(headers.map(({ name }) => name.toLowerCase()));
  const defaults = [
    ['Host', host],
    ['User-Agent', userAgent],
    ['Accept', '*/*'],
    ['Connection', 'close'],
  ].filter(([name = '']) => !given.has(name.toLowerCase()));
  const own = headers.map(({ name, value }) => [name, value]);
  const lines = [...defaults, ...own].map(([name, value]) => `${name}: ${value}`);
  try {
    await connection.write(Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`));
    const text = await read(connection);
    const [, code] = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(text) ?? [];
    if (code === undefined) return undefined;
    const [, body = ''] = text.split(/\r\n\r\n(.*)/s);
    return { statusCode: Number(code), body };
  } finally {
    connection.close();
  }
}

async function read({ output }: PortConnection): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of output) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= answerBytesMax) break;
  }
  return Buffer.concat(chunks).toString();
}
