/** What a service account token says of itself; nothing of it is proved by reading it. */
export interface TokenClaims {
  /** Such as `system:serviceaccount:ci:deployer`. */
  readonly subject: string;
  readonly audiences: readonly string[];
  /** From its issue to its expiry; undefined: it does not expire. */
  readonly seconds: number | undefined;
  /** The objects it ends with, such as `Pod web-1`. */
  readonly boundTo: readonly string[];
}

/** Longer than any token the API server issues. */
const tokenLengthMax = 16 * 1024;

/** Reads the payload of a JWT (RFC 7519); undefined where the text is none. */
export function readTokenClaims(token: string): TokenClaims | undefined {
  const [header, payload, signature, ...rest] = token.split('.');
  if (token.length > tokenLengthMax || !header || !signature || rest.length > 0) return undefined;
  const claims = parseClaims(payload ?? '');
  if (claims === undefined) return undefined;
  const { sub, aud, iat, nbf, exp } = claims;
  const issuedAt = typeof iat === 'number' ? iat : nbf;
  const bindings = fieldsOf(claims['kubernetes.io']);
  return {
    subject: typeof sub === 'string' ? sub : '',
    audiences: (Array.isArray(aud) ? aud : [aud]).filter((one) => typeof one === 'string'),
    seconds: typeof exp === 'number' && typeof issuedAt === 'number' ? exp - issuedAt : undefined,
    boundTo: (['pod', 'secret', 'node'] as const).flatMap((kind) => {
      const { name } = fieldsOf(bindings[kind]);
      return typeof name === 'string'
        ? [`${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${name}`]
        : [];
    }),
  };
}

function parseClaims(payload: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return claims !== null && typeof claims === 'object' ? fieldsOf(claims) : undefined;
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>) // a plain map, by the test above
    : {};
}
