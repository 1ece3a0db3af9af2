import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadKubectl, type Fetch } from './download-kubectl.js';
import { kubectlAsExtraTool } from './extra-tool.js';
import { findKubectl, kubectlAdvice, kubectlArchitecture } from './find-kubectl.js';
import { obtainKubectl } from './obtain-kubectl.js';

/** A program that answers as kubectl does. */
const program = `#!/bin/sh
echo '{"clientVersion":{"gitVersion":"v1.36.9"}}'
`;
const sha256 = createHash('sha256').update(program).digest('hex');

describe('kubectl', () => {
  let folder: string;
  const asked: string[] = [];
  const site =
    (files: Readonly<Record<string, string>>): Fetch =>
    async (url) => {
      asked.push(url);
      const name = Object.keys(files).find((suffix) => url.endsWith(suffix));
      return name === undefined ? new Response('', { status: 404 }) : new Response(files[name]);
    };
  const release = site({ '.txt': 'v1.36.9\n', '.sha256': `${sha256}\n`, '/kubectl': program });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
    asked.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is found with its version', async () => {
    writeFileSync(join(folder, 'kubectl'), program);
    chmodSync(join(folder, 'kubectl'), 0o755);
    expect(await findKubectl([folder])).toEqual({
      ...{ path: join(folder, 'kubectl'), version: 'v1.36.9' },
    });
  });

  it.each(['exit 1', 'echo nonsense', "echo '{}'"])('is reported broken: %s', async (body) => {
    writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, 'kubectl'), 0o755);
    await expect(findKubectl([folder])).rejects.toMatchObject({
      code: 'KUBECTL_BROKEN',
      message: expect.stringContaining('sha256sum --check'),
    });
  });

  it('is explained in commands that can be pasted', () => {
    expect(kubectlAdvice('arm64')).toContain('release/$V/bin/linux/arm64/kubectl.sha256');
    expect(kubectlArchitecture('x64')).toBe('amd64');
    expect(kubectlArchitecture('arm64')).toBe('arm64');
  });

  it('is downloaded from the official site and checked', async () => {
    const path = await downloadKubectl(folder, release);
    const architecture = kubectlArchitecture();
    expect(asked).toEqual([
      'https://dl.k8s.io/release/stable-1.36.txt',
      `https://dl.k8s.io/release/v1.36.9/bin/linux/${architecture}/kubectl`,
      `https://dl.k8s.io/release/v1.36.9/bin/linux/${architecture}/kubectl.sha256`,
    ]);
    expect(readFileSync(path, 'utf8')).toBe(program);
    expect(statSync(path).mode & 0o777).toBe(0o755);
  });

  it.each([
    ['another program', { '.txt': 'v1.36.9', '.sha256': sha256, '/kubectl': 'other' }, 'SHA-256'],
    ['no checksum', { '.txt': 'v1.36.9', '/kubectl': program }, '404'],
    ['a page for a version', { '.txt': '<html>' }, 'no version'],
    ['nothing', {}, '404'],
  ])('is not taken when the site has %s', async (_, files, why) => {
    await expect(downloadKubectl(folder, site(files))).rejects.toMatchObject({
      code: 'KUBECTL_DOWNLOAD_FAILED',
      message: expect.stringContaining(why),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says what failed, and what to do, where it cannot be had', async () => {
    const offline: Fetch = async () => {
      throw new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND dl.k8s.io') });
    };
    await expect(downloadKubectl(folder, offline)).rejects.toThrow('ENOTFOUND dl.k8s.io');
  });

  it('is obtained only where it is missing', async () => {
    await downloadKubectl(folder, release);
    const steps: string[] = [];
    const onProgress = (step: string) => steps.push(step);
    const found = await obtainKubectl({ folder, onProgress, installPackage: undefined });
    expect(found.version).toBe('v1.36.9');
    expect(steps).toEqual([]);
  });

  it('is given to sandboxes unless their /usr has it', () => {
    writeFileSync(join(folder, 'kubectl'), program);
    const path = join(folder, 'kubectl');
    expect(kubectlAsExtraTool({ path, version: 'v1' })).toEqual([{ name: 'kubectl', path }]);
    expect(kubectlAsExtraTool({ path: '/usr/bin/env', version: 'v1' })).toEqual([
      { name: 'kubectl', path: '/usr/bin/env' },
    ]);
  });
});
