/**
 * One websocket per attached terminal. Binary frames carry bytes: keystrokes from the browser,
 * output from the terminal. Text frames carry one JSON message each, from the unions below.
 *
 * Output is numbered by bytes from the start of the terminal's life. A client that comes back
 * with `?offset=N` is sent what followed byte N; where the recording no longer reaches back that
 * far (or no offset is given), `attached.offset` says where the replay begins and the client
 * clears its screen first.
 */
export type ClientMessage =
  /** The size of the learner's screen, in cells. */
  | { readonly type: 'resize'; readonly cols: number; readonly rows: number }
  /** The client has drawn everything up to this byte; the server's flow control counts on it. */
  | { readonly type: 'ack'; readonly offset: number };

export type ServerMessage =
  /** First message: the replay, then live output, starts at `offset`; `reset` asks for a clear screen. */
  | {
      readonly type: 'attached';
      readonly terminalId: string;
      readonly offset: number;
      readonly reset: boolean;
      readonly cols: number;
      readonly rows: number;
    }
  /** The replay is over: from here on the learner's keystrokes are taken. */
  | { readonly type: 'live'; readonly offset: number }
  /** The shell ended; the server closes the socket after this. */
  | { readonly type: 'exit'; readonly exitCode: number; readonly signal?: number }
  /** Something the learner should read that is not output (recording stopped, input dropped). */
  | { readonly type: 'notice'; readonly code: string; readonly message: string };

/** Close codes of the terminal socket (RFC 6455 leaves 4000-4999 to applications). */
export const terminalCloseCodes = {
  ended: 4000,
  unauthorized: 4401,
  notFound: 4404,
  /** The same learner attached from another place; that one has the terminal now. */
  takenOver: 4409,
  protocolError: 4422,
  shuttingDown: 4503,
} as const;
