import { isIP } from 'node:net';
import { checkKeyPair, type KeyPair } from './certificate-files.js';
import type { ComponentFiles } from './component-files.js';
import { DynamicFile } from './dynamic-file.js';
import type { FlagSet } from './flag-set.js';
import { StartError } from './start-error.js';

export type TlsVersion = 'TLSv1.2' | 'TLSv1.3';

/** Where the server listens and what it shows. */
export interface ServingOptions {
  readonly port: number;
  /** Undefined where the flags name no certificate: upstream makes one of its own. */
  readonly certificate: DynamicFile<KeyPair> | undefined;
  readonly minVersion: TlsVersion;
  /** In OpenSSL's names; undefined is the platform's choice. */
  readonly ciphers: string | undefined;
}

/** Of old versions only the names are known: the platform does not speak them any more. */
const tlsVersions: Readonly<Record<string, TlsVersion>> = {
  VersionTLS10: 'TLSv1.2',
  VersionTLS11: 'TLSv1.2',
  VersionTLS12: 'TLSv1.2',
  VersionTLS13: 'TLSv1.3',
};

/** Go's names of cipher suites (component-base `cli/flag`), and OpenSSL's. */
const cipherSuites: Readonly<Record<string, string>> = {
  TLS_AES_128_GCM_SHA256: 'TLS_AES_128_GCM_SHA256',
  TLS_AES_256_GCM_SHA384: 'TLS_AES_256_GCM_SHA384',
  TLS_CHACHA20_POLY1305_SHA256: 'TLS_CHACHA20_POLY1305_SHA256',
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: 'ECDHE-ECDSA-AES128-SHA',
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256: 'ECDHE-ECDSA-AES128-SHA256',
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: 'ECDHE-ECDSA-AES128-GCM-SHA256',
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: 'ECDHE-ECDSA-AES256-SHA',
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 'ECDHE-ECDSA-AES256-GCM-SHA384',
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305: 'ECDHE-ECDSA-CHACHA20-POLY1305',
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: 'ECDHE-ECDSA-CHACHA20-POLY1305',
  TLS_ECDHE_ECDSA_WITH_RC4_128_SHA: '',
  TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA: '',
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: 'ECDHE-RSA-AES128-SHA',
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256: 'ECDHE-RSA-AES128-SHA256',
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: 'ECDHE-RSA-AES128-GCM-SHA256',
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: 'ECDHE-RSA-AES256-SHA',
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: 'ECDHE-RSA-AES256-GCM-SHA384',
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305: 'ECDHE-RSA-CHACHA20-POLY1305',
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: 'ECDHE-RSA-CHACHA20-POLY1305',
  TLS_ECDHE_RSA_WITH_RC4_128_SHA: '',
  TLS_RSA_WITH_3DES_EDE_CBC_SHA: '',
  TLS_RSA_WITH_AES_128_CBC_SHA: 'AES128-SHA',
  TLS_RSA_WITH_AES_128_CBC_SHA256: 'AES128-SHA256',
  TLS_RSA_WITH_AES_128_GCM_SHA256: 'AES128-GCM-SHA256',
  TLS_RSA_WITH_AES_256_CBC_SHA: 'AES256-SHA',
  TLS_RSA_WITH_AES_256_GCM_SHA384: 'AES256-GCM-SHA384',
  TLS_RSA_WITH_RC4_128_SHA: '',
};

/** Upstream `SecureServingOptions.Validate`. */
export function validateServing(flags: FlagSet): string[] {
  const port = portOf(flags);
  if (port >= 1 && port <= 65_535) return [];
  return [
    `--secure-port ${port} must be between 1 and 65535, inclusive. It cannot be turned off with 0`,
  ];
}

/** Reads the certificate; throws what upstream does. */
export function loadServing(flags: FlagSet, files: ComponentFiles): ServingOptions {
  const cert = flags.string('tls-cert-file');
  const key = flags.string('tls-private-key-file');
  const version = flags.string('tls-min-version') || 'VersionTLS12';
  const certificate =
    cert === '' && key === '' ? undefined : DynamicFile.open(files, [cert, key], checkKeyPair);
  const minVersion = tlsVersions[version];
  if (minVersion === undefined) {
    throw new StartError(`unknown tls version ${JSON.stringify(version)}`);
  }
  return { port: portOf(flags), certificate, minVersion, ciphers: ciphersOf(flags) };
}

function portOf(flags: FlagSet): number {
  return flags.number('secure-port', 6_443);
}

function ciphersOf(flags: FlagSet): string | undefined {
  const names = flags.strings('tls-cipher-suites');
  if (names.length === 0) return undefined;
  const suites = names.map((name) => {
    const suite = cipherSuites[name];
    if (suite === undefined) {
      throw new StartError(`Cipher suite ${name} not supported or doesn't exist`);
    }
    return suite;
  });
  // As Go does, the suites of TLS 1.3 stay on whatever else is chosen.
  const always = Object.keys(cipherSuites).filter((name) => /^TLS_(AES|CHACHA)/.test(name));
  return [...new Set([...always, ...suites])].filter((suite) => suite !== '').join(':');
}

/** Mistakes in `--service-cluster-ip-range`; addresses of Services come out of its first range. */
export function validateServiceRange(flags: FlagSet): string[] {
  const text = flags.string('service-cluster-ip-range');
  const ranges = text === '' ? [] : text.split(',');
  const bad = ranges.findIndex((range) => !isCidr(range));
  if (bad >= 0) return [`service-cluster-ip-range[${bad}] is not a valid cidr`];
  if (ranges.length > 2) {
    return ['--service-cluster-ip-range must not contain more than two entries'];
  }
  return [];
}

function isCidr(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0 || bits === undefined) return false;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}
