import { runCommand } from './run-command.js';

/**
 * The minor of a client, such as `1.36`.
 *
 * @throws Error when this is no kubectl.
 */
export async function readKubectlVersion(kubectl: string): Promise<string> {
  const place = { folder: '/', environment: { PATH: process.env['PATH'] ?? '' } };
  const { stdout } = await runCommand(`'${kubectl}' version --client -o json`, place);
  const [, major, minor] = /"major": *"(\d+)",\s*"minor": *"(\d+)/.exec(stdout) ?? [];
  if (major === undefined) throw new Error(`${kubectl} does not run: give --kubectl PATH`);
  return `${major}.${minor}`;
}

/** Is a minor such as `1.36` not older than another one? */
export function satisfies(version: string, oldest: string | undefined): boolean {
  const minor = (text: string) => Number(text.split('.')[1]);
  return oldest === undefined || minor(version) >= minor(oldest);
}
