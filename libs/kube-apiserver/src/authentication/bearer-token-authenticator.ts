import {
  AuthenticationError,
  type AuthenticationRequest,
  type AuthenticationResult,
  type Authenticator,
  type TokenAuthenticator,
} from './authenticator.js';

/** What browsers, which cannot set the header of a websocket, put the token behind. */
const websocketProtocolPrefix = 'base64url.bearer.authorization.k8s.io.';

/** `Authorization: Bearer …` (apiserver `request/bearertoken`). */
export class BearerTokenAuthenticator implements Authenticator {
  constructor(private readonly tokens: TokenAuthenticator) {}

  async authenticate({
    headers,
  }: AuthenticationRequest): Promise<AuthenticationResult | undefined> {
    const [scheme = '', token = ''] = (headers.authorization ?? '').trim().split(' ');
    if (scheme.toLowerCase() !== 'bearer' || token === '') return undefined;
    return acceptOrRefuse(await this.tokens.authenticateToken(token));
  }
}

/** `Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.…` (`request/websocket`). */
export class WebsocketProtocolAuthenticator implements Authenticator {
  constructor(private readonly tokens: TokenAuthenticator) {}

  async authenticate({
    headers,
  }: AuthenticationRequest): Promise<AuthenticationResult | undefined> {
    if (headers.upgrade?.toLowerCase() !== 'websocket') return undefined;
    const protocols = (headers['sec-websocket-protocol'] ?? '')
      .split(',')
      .map((each) => each.trim());
    const tokens = protocols.filter((each) => each.startsWith(websocketProtocolPrefix));
    const [encoded] = tokens;
    if (encoded === undefined) return undefined;
    if (tokens.length > 1)
      throw new AuthenticationError('multiple base64.bearer.authorization tokens specified');
    if (protocols.length === 1) {
      throw new AuthenticationError('missing additional subprotocol');
    }
    const token = Buffer.from(
      encoded.slice(websocketProtocolPrefix.length),
      'base64url',
    ).toString();
    return acceptOrRefuse(await this.tokens.authenticateToken(token));
  }
}

/** A token nobody knows is a bad credential, not the absence of one. */
function acceptOrRefuse(result: AuthenticationResult | undefined): AuthenticationResult {
  if (result === undefined) throw new AuthenticationError('invalid bearer token');
  return result;
}
