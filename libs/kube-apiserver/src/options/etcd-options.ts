import { checkKeyPair, parseAuthorities } from './certificate-files.js';
import type { ComponentFiles } from './component-files.js';
import type { FlagSet } from './flag-set.js';

/** Where the server keeps its objects, and how it shows who it is there. */
export interface EtcdOptions {
  readonly servers: readonly string[];
  /** PEM; each is undefined where the flag is not given. */
  readonly authorities: string | undefined;
  readonly certificate: string | undefined;
}

/** Upstream `EtcdOptions.Validate`. */
export function validateEtcd(flags: FlagSet): string[] {
  const mistakes: string[] = [];
  if (!flags.has('etcd-servers')) mistakes.push('--etcd-servers must be specified');
  const backend = flags.string('storage-backend');
  if (backend !== '' && backend !== 'etcd3') {
    mistakes.push(
      "--storage-backend invalid, allowed values: etcd3. If not specified, it will default to 'etcd3'",
    );
  }
  const reload = flags.bool('encryption-provider-config-automatic-reload', false);
  if (reload && flags.string('encryption-provider-config') === '') {
    mistakes.push(
      '--encryption-provider-config-automatic-reload must be set with --encryption-provider-config',
    );
  }
  return mistakes;
}

/** Reads the files the `--etcd-*` flags name; throws what upstream does. */
export function loadEtcd(flags: FlagSet, files: ComponentFiles): EtcdOptions {
  const read = (flag: string) => {
    const path = flags.string(flag);
    return path === '' ? undefined : files.read(path);
  };
  const authorities = read('etcd-cafile');
  const certificate = read('etcd-certfile');
  const key = read('etcd-keyfile');
  if (authorities !== undefined) parseAuthorities('etcd', flags.string('etcd-cafile'), authorities);
  if (certificate !== undefined && key !== undefined) checkKeyPair(certificate, key);
  return { servers: flags.strings('etcd-servers'), authorities, certificate };
}
