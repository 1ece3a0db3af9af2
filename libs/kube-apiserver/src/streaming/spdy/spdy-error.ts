/** The peer broke the protocol, or a limit of ours: the connection cannot go on. */
export class SpdyError extends Error {}
