/** A refusal of the server (RFC 9457): `message` names the object and the next step. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'Problem';
  }
}

/** Reads the body of a failed answer; tolerates a proxy's HTML in place of a problem document. */
export function problemOf(status: number, body: unknown): Problem {
  const field = (name: string): string | undefined => {
    if (typeof body !== 'object' || body === null) return undefined;
    const value: unknown = (body as Record<string, unknown>)[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return new Problem(
    status,
    field('code') ?? `HTTP_${status}`,
    field('detail') ?? field('title') ?? `The server answered with status ${status}.`,
  );
}

/** What to tell the learner about anything that was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  return 'The server cannot be reached. Check that it is still running; the page goes on by itself.';
}
