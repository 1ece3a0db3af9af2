import type { KubeconfigSource } from '@drillyard/lab-spec';
import type { GradedFiles } from '../check-context.js';
import {
  type KubeconfigDocument,
  type KubeconfigEntry,
  readKubeconfigDocument,
  textOf,
} from './kubeconfig-document.js';
import { besideFile, type Found, missing, readLearnerFile } from './learner-file.js';

/** What a kubeconfig lets somebody prove who they are with. */
export interface KubeconfigCredentials {
  /** Such as `the user jane of ~/.kube/config`. */
  readonly place: string;
  /** PEM. */
  readonly clientCertificate?: string;
  /** PEM. */
  readonly clientKey?: string;
  readonly token?: string;
}

export async function readKubeconfigFile(
  path: string,
  files: GradedFiles,
): Promise<Found<KubeconfigDocument>> {
  const file = await readLearnerFile(path, files);
  if ('missing' in file) return file;
  const document = readKubeconfigDocument(file.value.text);
  if ('mistake' in document) {
    return missing(`${path} cannot be read as a kubeconfig.`, {
      expected: 'YAML with clusters, users and contexts',
      actual: document.mistake,
    });
  }
  return { value: document };
}

/** The credentials of a user, files that the kubeconfig names included. Nothing is executed. */
export async function readKubeconfigCredentials(
  { path, user, context }: KubeconfigSource,
  files: GradedFiles,
): Promise<Found<KubeconfigCredentials>> {
  const config = await readKubeconfigFile(path, files);
  if ('missing' in config) return config;
  const name = userName(path, config.value, { user, context });
  if ('missing' in name) return name;
  const entry = config.value.users.get(name.value);
  const place = `the user ${name.value} of ${path}`;
  if (entry === undefined) {
    return missing(`${path} has no user ${name.value}.`, {
      expected: `a user ${name.value}`,
      actual: namesOf(config.value.users),
    });
  }
  const read = (field: string, how: Decoding) => readField({ entry, path, files }, field, how);
  const [clientCertificate, clientKey, token] = await Promise.all([
    read('client-certificate', 'base64'),
    read('client-key', 'base64'),
    read('token', 'plain'),
  ]);
  for (const found of [clientCertificate, clientKey, token]) if ('missing' in found) return found;
  return {
    value: {
      place,
      ...given('clientCertificate', clientCertificate),
      ...given('clientKey', clientKey),
      ...given('token', token),
    },
  };
}

function userName(
  path: string,
  { contexts, currentContext }: KubeconfigDocument,
  { user, context }: Pick<KubeconfigSource, 'user' | 'context'>,
): Found<string> {
  if (user !== undefined) return { value: user };
  const wanted = context ?? currentContext;
  if (wanted === '') {
    return missing(`No context is current in ${path}.`, {
      expected: 'a current-context',
      actual: 'not set',
    });
  }
  const entry = contexts.get(wanted);
  if (entry === undefined) {
    return missing(`${path} has no context ${wanted}.`, {
      expected: `a context ${wanted}`,
      actual: namesOf(contexts),
    });
  }
  const name = textOf(entry, 'user');
  return name === undefined
    ? missing(`The context ${wanted} of ${path} names no user.`, {
        expected: 'a user',
        actual: 'not set',
      })
    : { value: name };
}

function namesOf(entries: ReadonlyMap<string, KubeconfigEntry>): string {
  return [...entries.keys()].join(', ') || 'none';
}

type Decoding = 'base64' | 'plain';

/** Data in the kubeconfig goes before a file it names; for tokens, the file is `tokenFile`. */
async function readField(
  { entry, path, files }: { entry: KubeconfigEntry; path: string; files: GradedFiles },
  field: string,
  how: Decoding,
): Promise<Found<string | undefined>> {
  const inline = textOf(entry, how === 'base64' ? `${field}-data` : field);
  if (inline !== undefined) return { value: how === 'base64' ? decodeBase64(inline) : inline };
  const named = textOf(entry, how === 'base64' ? field : `${field}File`);
  if (named === undefined) return { value: undefined };
  const file = await readLearnerFile(besideFile(path, named), files);
  return 'missing' in file ? file : { value: file.value.text.trim() };
}

/** Text that is no base64 decodes to something that is no PEM, which is what is then said of it. */
export function decodeBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function given<K extends keyof KubeconfigCredentials>(
  key: K,
  found: Found<string | undefined>,
): { [P in K]?: string } {
  const value = 'value' in found ? found.value : undefined;
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string }); // one key, K
}
