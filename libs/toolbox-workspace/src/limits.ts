/**
 * What one toolbox may use, beyond what `@drillyard/workspace` says of every workspace. The home
 * and /tmp are memory of the container: filling them costs the learner, not the host's disk.
 */
const mebibyte = 1024 * 1024;

/** Of the container's 512 MiB: room for manifests and logs, and for kubectl beside them. */
export const homeBytesMax = 128 * mebibyte;
/** Files and folders, in the home and in /tmp: each costs the kernel about a kibibyte. */
export const entriesMax = 50_000;
/** A learner with an endless loop has a processor; the others have the rest. */
export const cpusMax = 1;
/** Lent to a container that is full of processes, for the one that ends them. */
export const processesReserve = 64;

/** Of one destination beyond the host at a time; curl and git need a few. */
export const gatewayConnectionsMax = 32;
/** socat takes about a mebibyte a connection. */
export const gatewayBytesMax = 64 * mebibyte;

/** Making a container is a second of work; an engine that makes ten at a time takes its time. */
export const createTimeoutMs = 60_000;
/** A file is read or written in a tenth of a second; the engine may be busy. */
export const fileTimeoutMs = 30_000;
/** For the processes of a workspace to end, beside the grace they are given. */
export const endTimeoutMs = 30_000;

/** Before a watcher that ended is started again, so that one that is killed costs little. */
export const watchRestartMs = 2_000;
