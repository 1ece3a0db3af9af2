import { isIP } from 'node:net';

/**
 * Where a request came from: what proxies say in X-Forwarded-For and X-Real-Ip, and at the end the
 * address that nobody can make up (apimachinery `net.SourceIPs`).
 */
export function sourceIps(
  header: (name: string) => string,
  remoteAddress: string,
): readonly string[] {
  const forwarded = header('x-forwarded-for')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => isIP(part) !== 0);
  const real = header('x-real-ip');
  const addresses = [...forwarded];
  if (isIP(real) !== 0 && !addresses.includes(real)) addresses.push(real);
  const remote = remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
  if (remote !== '' && addresses.at(-1) !== remote) addresses.push(remote);
  return addresses;
}
