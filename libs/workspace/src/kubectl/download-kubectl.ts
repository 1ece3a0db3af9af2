import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationalError } from '@drillyard/errors';
import { kubectlArchitecture } from './find-kubectl.js';

/** The part of `fetch` in use. */
export type Fetch = (url: string, init: { signal: AbortSignal }) => Promise<Response>;

/** The emulated minor version; the newest patch of it is taken. */
const channel = 'stable-1.36';
const releases = 'https://dl.k8s.io/release';
/** A kubectl has about 60 MB; twice that is something else. */
const downloadBytesMax = 128 * 1024 * 1024;
/** Allows a slow line its time, and a machine without internet to go on. */
const downloadTimeoutMs = 180_000;
const versionPattern = /^v\d+\.\d+\.\d+$/;

/**
 * Downloads the official kubectl into a folder, after its published SHA-256 was found right.
 *
 * @returns the path of the program.
 * @throws OperationalError KUBECTL_DOWNLOAD_FAILED; the folder is then as it was.
 */
export async function downloadKubectl(folder: string, fetcher: Fetch = fetch): Promise<string> {
  const signal = AbortSignal.timeout(downloadTimeoutMs);
  const get = (url: string) => download(url, fetcher, signal);
  try {
    const version = (await get(`${releases}/${channel}.txt`)).toString().trim();
    if (!versionPattern.test(version)) throw new Error(`"${version}" is no version`);
    const url = `${releases}/${version}/bin/linux/${kubectlArchitecture()}/kubectl`;
    const [program, checksum] = await Promise.all([get(url), get(`${url}.sha256`)]);
    const actual = createHash('sha256').update(program).digest('hex');
    const expected = checksum.toString().trim().split(/\s/, 1)[0] ?? '';
    if (actual !== expected) throw new Error(`${url} has SHA-256 ${actual}, not ${expected}`);
    return await install(folder, program);
  } catch (cause) {
    const why = cause instanceof Error ? describe(cause) : String(cause);
    throw new OperationalError('KUBECTL_DOWNLOAD_FAILED', `kubectl was not downloaded: ${why}`, {
      cause,
      retryable: true,
    });
  }
}

async function download(url: string, fetcher: Fetch, signal: AbortSignal): Promise<Buffer> {
  const response = await fetcher(url, { signal });
  if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > downloadBytesMax)
      throw new Error(`${url} is larger than ${downloadBytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whole or not at all: a server that dies meanwhile leaves no half program. */
async function install(folder: string, program: Buffer): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const path = join(folder, 'kubectl');
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, program);
    await chmod(draft, 0o755);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return path;
}

/** fetch says only "fetch failed"; the reason is one level down. */
function describe(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
