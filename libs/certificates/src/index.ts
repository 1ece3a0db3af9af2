export { formatHex } from './bytes.js';
export * from './certificate.js';
export * from './certificate-error.js';
export type { CertificateExtensions, SubjectAltNames } from './certificate-extensions.js';
export * from './certificate-request.js';
export {
  type DistinguishedName,
  formatDistinguishedName,
  type NameAttribute,
  type SubjectTemplate,
  toSubjectTemplate,
} from './distinguished-name.js';
export * from './hostname-error.js';
export { formatIpAddress, parseIpAddress } from './ip-address.js';
export * from './issue-certificate.js';
export * from './key-usage.js';
export type { Curve } from './object-identifiers.js';
export * from './pem.js';
export {
  encodePrivateKeyPem,
  generatePrivateKey,
  matchesPrivateKey,
  type PrivateKey,
  parsePrivateKeyPem,
} from './private-key.js';
export {
  encodePublicKeyPem,
  type KeyAlgorithm,
  type PublicKey,
  parsePublicKey,
  parsePublicKeyPem,
} from './public-key.js';
export { sign, verifySignature } from './signature.js';
export * from './verify-certificate.js';
