/** A connection on which nothing moves for this long is ended (kubelet `streamingConnectionIdleTimeout`). */
export const idleTimeoutMs = 4 * 60 * 60_000;
/**
 * How often a client is probed. A client that is gone while its input waits shows only when it is
 * written to; shorter finds it sooner, at one small packet each.
 */
export const probeIntervalMs = 30_000;
/** How long a client may take to open the streams it announced (`DefaultStreamCreationTimeout`). */
export const streamCreationTimeoutMs = 30_000;
/**
 * One message of a client. kubectl sends 32 KiB; browser clients may paste more at once. A bigger
 * one ends the connection.
 */
export const messageBytesMax = 4 * 1024 * 1024;
