import type { Certificate, PublicKey } from '@drillyard/certificates';
import type { AuthenticationConfiguration } from '../authentication/authentication-configuration.js';
import type { UserInfo } from '../authentication/authenticator.js';
import { parseAuthenticationConfiguration } from '../authentication/parse-authentication-configuration.js';
import type { RequestHeaderOptions } from '../authentication/request-header-authenticator.js';
import { parseTokenFile } from '../authentication/token-file.js';
import { readWebhookKubeconfig, type WebhookTarget } from '../webhook/webhook-kubeconfig.js';
import { modesOf } from './authorization-options.js';
import { parseAuthorities, readPublicKeys } from './certificate-files.js';
import { type ComponentFiles, readAfterStat } from './component-files.js';
import { DynamicFile } from './dynamic-file.js';
import type { FlagSet } from './flag-set.js';
import { StartError } from './start-error.js';

/** What the flags of authentication come to. */
export interface AuthenticationOptions {
  readonly clientAuthorities: () => readonly Certificate[] | undefined;
  readonly requestHeader: Omit<RequestHeaderOptions, 'now'> | undefined;
  readonly serviceAccountKeys: readonly PublicKey[];
  /** The first issues tokens; all are accepted. */
  readonly issuers: readonly string[];
  readonly apiAudiences: readonly string[];
  readonly anonymous: boolean;
  readonly bootstrapTokens: boolean;
  readonly staticTokens: ReadonlyMap<string, UserInfo>;
  /** Asked about tokens nobody else knows. */
  readonly tokenWebhook: WebhookTarget | undefined;
  /** `--authentication-config`. */
  readonly configuration?: AuthenticationConfiguration | undefined;
  /** `--authentication-token-webhook-version`. */
  readonly tokenWebhookVersion?: 'v1beta1' | 'v1';
  /** `--authentication-token-webhook-cache-ttl`. */
  readonly tokenWebhookCacheTtlMs?: number;
}

export interface LoadedAuthentication {
  readonly options: AuthenticationOptions;
  readonly dynamicFiles: readonly DynamicFile<unknown>[];
  /** Said in the log. */
  readonly warnings: readonly string[];
}

const twoMinutesMs = 120_000;
const anonymousReset =
  'AnonymousAuth is not allowed with the AlwaysAllow authorizer. Resetting AnonymousAuth to false. You should use a different authorizer';

/** Upstream `BuiltInAuthenticationOptions.Validate`. */
export function validateAuthentication(flags: FlagSet): string[] {
  const issuers = flags.strings('service-account-issuer');
  const mistakes = issuers.flatMap((issuer, index): string[] => {
    if (issuer === '') return ['service-account-issuer should not be an empty string'];
    if (!issuers.slice(0, index).includes(issuer)) return [];
    return [`service-account-issuer ${JSON.stringify(issuer)} is already specified`];
  });
  if (issuers.length === 0) mistakes.push('service-account-issuer is a required flag');
  if (keyFilesOf(flags).length === 0) {
    mistakes.push(
      'either `--service-account-key-file` or `--service-account-signing-endpoint` must be set',
    );
  }
  const jwksUri = flags.string('service-account-jwks-uri');
  if (jwksUri !== '' && !jwksUri.startsWith('https://')) {
    mistakes.push(`service-account-jwks-uri requires https scheme, parsed as: ${jwksUri}`);
  }
  return mistakes;
}

/** Reads the files the flags name; throws what upstream does. */
export async function loadAuthentication(
  flags: FlagSet,
  files: ComponentFiles,
): Promise<LoadedAuthentication> {
  const client = authoritiesFile(flags.string('client-ca-file'), 'client-ca-bundle', files);
  const proxyFile = flags.string('requestheader-client-ca-file');
  const proxy = authoritiesFile(proxyFile, 'request-header', files);
  const issuers = flags.strings('service-account-issuer');
  const asked = flags.bool('anonymous-auth', true);
  const allowsAll = modesOf(flags).includes('AlwaysAllow');
  const options = {
    clientAuthorities: () => client?.value,
    requestHeader: proxy && { ...headerNames(flags), authorities: () => proxy.value },
    serviceAccountKeys: await loadKeys(flags, files),
    issuers,
    apiAudiences: flags.strings('api-audiences', issuers),
    anonymous: asked && !allowsAll,
    bootstrapTokens: flags.bool('enable-bootstrap-token-auth', false),
    staticTokens: loadTokens(flags.string('token-auth-file'), files),
    tokenWebhook: loadWebhook(flags.string('authentication-token-webhook-config-file'), files),
    configuration: loadConfiguration(flags, files),
    tokenWebhookVersion: tokenWebhookVersion(flags),
    tokenWebhookCacheTtlMs: flags.number('authentication-token-webhook-cache-ttl', twoMinutesMs),
  };
  const dynamicFiles = [client, proxy].filter((file) => file !== undefined);
  return { options, dynamicFiles, warnings: asked && allowsAll ? [anonymousReset] : [] };
}

/** The key of the serving certificate stands in, as it always did. */
function keyFilesOf(flags: FlagSet): readonly string[] {
  const servingKey = flags.string('tls-private-key-file');
  return flags.strings('service-account-key-file', servingKey === '' ? [] : [servingKey]);
}

async function loadKeys(flags: FlagSet, files: ComponentFiles): Promise<PublicKey[]> {
  const keys: PublicKey[] = [];
  for (const path of keyFilesOf(flags)) keys.push(...(await readPublicKeys(files, path)));
  return keys;
}

function authoritiesFile(path: string, purpose: string, files: ComponentFiles) {
  if (path === '') return undefined;
  return DynamicFile.open<readonly Certificate[]>(files, [path], (pem) =>
    parseAuthorities(purpose, path, pem),
  );
}

function headerNames(flags: FlagSet) {
  const names = (flag: string) => flags.strings(flag).map((name) => name.toLowerCase());
  return {
    allowedNames: flags.strings('requestheader-allowed-names'),
    usernameHeaders: names('requestheader-username-headers'),
    uidHeaders: names('requestheader-uid-headers'),
    groupHeaders: names('requestheader-group-headers'),
    extraHeaderPrefixes: names('requestheader-extra-headers-prefix'),
  };
}

function loadTokens(path: string, files: ComponentFiles): ReadonlyMap<string, UserInfo> {
  return path === '' ? new Map() : parseTokenFile(files.read(path), path);
}

function loadConfiguration(
  flags: FlagSet,
  files: ComponentFiles,
): AuthenticationConfiguration | undefined {
  const path = flags.string('authentication-config');
  if (path === '') return undefined;
  const issuers = flags.strings('service-account-issuer');
  return parseAuthenticationConfiguration(files.read(path), path, issuers);
}

function loadWebhook(path: string, files: ComponentFiles): WebhookTarget | undefined {
  if (path === '') return undefined;
  return readWebhookKubeconfig(readAfterStat(files, path), path, (named) => files.read(named));
}

function tokenWebhookVersion(flags: FlagSet): 'v1beta1' | 'v1' {
  const version = flags.string('authentication-token-webhook-version') || 'v1beta1';
  if (version === 'v1' || version === 'v1beta1') return version;
  throw new StartError(
    `unsupported authentication webhook version ${JSON.stringify(version)}, supported versions are "v1", "v1beta1"`,
  );
}
