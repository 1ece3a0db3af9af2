/**
 * The part of the web platform this library stands on. Browsers and Node >= 20 both have it as
 * globals; it is declared here because the library compiles with neither's types.
 */

/** A key inside the platform's cryptography; opaque. */
export interface CryptoKey {
  readonly type: 'public' | 'private' | 'secret';
}

interface KeyParameters {
  readonly name: string;
  readonly namedCurve?: string;
  readonly hash?: string;
  readonly modulusLength?: number;
  readonly publicExponent?: Uint8Array;
}

interface SubtleCrypto {
  generateKey(
    parameters: KeyParameters,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<{ readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }>;
  importKey(
    format: 'pkcs8' | 'spki',
    key: Uint8Array,
    parameters: KeyParameters,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<CryptoKey>;
  exportKey(format: 'pkcs8' | 'spki', key: CryptoKey): Promise<ArrayBuffer>;
  exportKey(format: 'jwk', key: CryptoKey): Promise<Readonly<Record<string, string>>>;
  sign(parameters: KeyParameters, key: CryptoKey, data: Uint8Array): Promise<ArrayBuffer>;
  verify(
    parameters: KeyParameters,
    key: CryptoKey,
    signature: Uint8Array,
    data: Uint8Array,
  ): Promise<boolean>;
  digest(algorithm: string, data: Uint8Array): Promise<ArrayBuffer>;
}

interface WebPlatform {
  readonly crypto: {
    readonly subtle: SubtleCrypto;
    getRandomValues<T extends Uint8Array>(array: T): T;
  };
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
  readonly TextDecoder: new (
    label: string,
    options: { fatal: boolean },
  ) => { decode(bytes: Uint8Array): string };
  readonly atob: (base64: string) => string;
  readonly btoa: (binary: string) => string;
}

// The globals exist on every supported platform; only their types are missing here.
const platform = globalThis as unknown as WebPlatform;

export const { subtle } = platform.crypto;

export function randomBytes(length: number): Uint8Array {
  return platform.crypto.getRandomValues(new Uint8Array(length));
}

export function encodeUtf8(text: string): Uint8Array {
  return new platform.TextEncoder().encode(text);
}

/** Throws a TypeError where the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  return new platform.TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return platform.btoa(binary);
}

/** Throws where the text is not base64. */
export function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(platform.atob(text), (character) => character.charCodeAt(0));
}

/** RFC 4648, section 5, without padding: the alphabet of JSON web keys and tokens. */
export function decodeBase64Url(text: string): Uint8Array {
  return decodeBase64(text.replace(/-/g, '+').replace(/_/g, '/'));
}
