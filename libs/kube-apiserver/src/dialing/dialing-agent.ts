import { type ClientRequestArgs, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect, type SecureContextOptions } from 'node:tls';
import type { Dial } from './dial.js';

type OnConnection = (error: Error | null, stream: Duplex) => void;

/** Each request has a connection of its own: what is dialled need not be a socket that can be kept. */
const agentOptions = { keepAlive: false } as const;

/** Who the client is, whom it trusts, and whom it expects to meet. */
type TlsOptions = SecureContextOptions &
  Pick<ConnectionOptions, 'servername' | 'rejectUnauthorized'>;

/** Requests over connections that are dialled. */
export function dialingAgent(dial: Dial, url: URL, tls: TlsOptions = {}): HttpAgent | HttpsAgent {
  return url.protocol === 'https:' ? new TlsAgent(dial, tls) : new PlainAgent(dial);
}

class PlainAgent extends HttpAgent {
  constructor(private readonly dial: Dial) {
    super(agentOptions);
  }

  override createConnection(options: ClientRequestArgs, done?: OnConnection): undefined {
    dialled(this.dial, options, (stream) => stream, done);
  }
}

class TlsAgent extends HttpsAgent {
  constructor(
    private readonly dial: Dial,
    private readonly tls: TlsOptions,
  ) {
    super(agentOptions);
  }

  override createConnection(options: RequestOptions, done?: OnConnection): undefined {
    const { host, servername } = options;
    const secured = (stream: Duplex) => {
      const name = servername ? { servername } : { host: host ?? '' };
      const socket = connect({ ...name, ...this.tls, socket: stream });
      // The request hears of errors while there is one; a late one is nobody's.
      return socket.on('error', () => undefined);
    };
    dialled(this.dial, options, secured, done);
  }
}

function dialled(
  dial: Dial,
  { host, port }: Pick<ClientRequestArgs, 'host' | 'port'>,
  use: (stream: Duplex) => Duplex,
  done: OnConnection | undefined,
): void {
  dial(host ?? '', Number(port)).then(
    (stream) => done?.(null, use(stream)),
    // Where there is an error nobody looks at the stream.
    (error) => done?.(error, undefined as unknown as Duplex),
  );
}
