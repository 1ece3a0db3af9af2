import type { Container } from '../api/pod.js';

/** A port's number, by its name among the container's ports where it has one (`ResolveContainerPort`). */
export function namedPort(port: number | string, { ports = [] }: Container): number {
  if (typeof port === 'number') return port;
  const named = ports.find(({ name }) => name === port)?.containerPort;
  const resolved = named ?? Number(port);
  if (Number.isInteger(resolved) && resolved > 0 && resolved < 65_536) return resolved;
  throw new Error(`invalid port number: ${port}`);
}
